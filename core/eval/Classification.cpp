#include "core/eval/Classification.h"
