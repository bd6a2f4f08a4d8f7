#include "core/data/Example.h"
