#include "core/project/DatasetStore.h"
