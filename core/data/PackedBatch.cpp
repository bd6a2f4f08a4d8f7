#include "core/data/PackedBatch.h"
