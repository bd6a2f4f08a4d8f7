#include "core/tokenizer/Tokenizer.h"
