#include "core/data/Splits.h"
