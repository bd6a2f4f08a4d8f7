#include "core/data/Columns.h"
