#include "core/data/Batches.h"
