#include "core/data/import/CsvReader.h"
