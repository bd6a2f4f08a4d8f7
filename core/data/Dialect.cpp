#include "core/data/Dialect.h"
