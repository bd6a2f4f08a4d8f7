// What families make of their sentencepiece models; values of the reference, Transformers 5.24.
#include "../Shown.h"
#include "SentencePieceFolder.h"

using namespace espalier;

namespace {

struct Row {
    const char *name, *family, *config, *text, *pair, *tokens, *ids, *typeIds, *offsets;
};
constexpr Row rows[] = {
    {"words", "t5", R"({})", "the tea", "", "▁the ▁tea </s>", "5 4 1", "0 0 0", "0-3 4-7 0-0"},
    {"pair", "t5", R"({})", "tea", "the teas", "▁tea </s> ▁the ▁tea s </s>", "4 1 5 4 6 1", "0 0 0 0 0 0",
     "0-3 0-0 0-3 4-7 7-8 0-0"},
    {"unknown, emoji, ideographs", "t5", R"({})", "tea🍵👍\U0001f3fd 中文 é", "", "▁tea 🍵 <unk> ▁中文 ▁ é </s>",
     "4 23 2 14 3 11 1", "0 0 0 0 0 0 0", "0-3 3-4 4-6 7-9 10-11 10-11 0-0"},
    {"blanks and right to left", "t5", R"({})", "  tea  \u05e9\u05dc\tthe ", "",
     "▁tea ▁ \u05e9 \u05dc ▁the </s>", "4 3 21 22 5 1", "0 0 0 0 0 0", "2-5 7-8 7-8 8-9 10-13 0-0"},
    {"combining mark", "t5", R"({})", "te\u0301a", "", "▁ t e <unk> a </s>", "3 8 7 2 9 1", "0 0 0 0 0 0",
     "0-1 0-1 1-2 2-3 3-4 0-0"},
    {"special tokens in the text", "t5", R"({})", "tea</s>the<unk>[SEP]<mask> s", "",
     "▁tea </s> ▁the <unk> ▁ <unk> E <unk> a s <unk> ▁ s </s>", "4 1 5 2 3 2 10 2 9 6 2 3 6 1",
     "0 0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-3 3-7 7-10 10-15 15-16 15-17 17-18 18-22 22-23 23-24 24-26 27-28 27-28 0-0"},
    {"upper case, quotes, digits", "t5", R"({})", "TEA ``tea'' 9,2.", "",
     "▁ <unk> E A ▁ <unk> t e a <unk> ▁ 9 , 2 . </s>", "3 2 10 20 3 2 8 7 9 2 3 15 17 16 18 1",
     "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-1 0-1 1-2 2-3 4-5 4-6 6-7 7-8 8-9 9-11 12-13 12-13 13-14 14-15 15-16 0-0"},
    {"nothing", "t5", R"({})", "", "", "</s>", "1", "0", "0-0"},
    {"words", "xlm-roberta", R"({})", "the tea", "", "<s> ▁the ▁tea </s>", "0 6 5 2", "0 0 0 0",
     "0-0 0-3 4-7 0-0"},
    {"pair", "xlm-roberta", R"({})", "tea", "the teas", "<s> ▁tea </s> </s> ▁the ▁tea s </s>",
     "0 5 2 2 6 5 7 2", "0 0 0 0 0 0 0 0", "0-0 0-3 0-0 0-0 0-3 4-7 7-8 0-0"},
    {"unknown, emoji, ideographs", "xlm-roberta", R"({})", "tea🍵👍\U0001f3fd 中文 é", "",
     "<s> ▁tea 🍵 <unk> ▁中文 ▁ é </s>", "0 5 24 3 15 4 12 2", "0 0 0 0 0 0 0 0",
     "0-0 0-3 3-4 4-6 7-9 10-11 10-11 0-0"},
    {"blanks and right to left", "xlm-roberta", R"({})", "  tea  \u05e9\u05dc\tthe ", "",
     "<s> ▁tea ▁ \u05e9 \u05dc ▁the </s>", "0 5 4 22 23 6 2", "0 0 0 0 0 0 0",
     "0-0 2-5 7-8 7-8 8-9 10-13 0-0"},
    {"combining mark", "xlm-roberta", R"({})", "te\u0301a", "", "<s> ▁ t e <unk> a </s>", "0 4 9 8 3 10 2",
     "0 0 0 0 0 0 0", "0-0 0-1 0-1 1-2 2-3 3-4 0-0"},
    {"special tokens in the text", "xlm-roberta", R"({})", "tea</s>the<unk>[SEP]<mask> s", "",
     "<s> ▁tea </s> ▁the <unk> ▁ <unk> E <unk> <mask> ▁ s </s>", "0 5 2 6 3 4 3 11 3 25 4 7 2",
     "0 0 0 0 0 0 0 0 0 0 0 0 0", "0-0 0-3 3-7 7-10 10-15 15-16 15-17 17-18 18-20 20-26 27-28 27-28 0-0"},
    {"upper case, quotes, digits", "xlm-roberta", R"({})", "TEA ``tea'' 9,2.", "",
     "<s> ▁ <unk> E A ▁ <unk> t e a <unk> ▁ 9 , 2 . </s>", "0 4 3 11 21 4 3 9 8 10 3 4 16 18 17 19 2",
     "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-0 0-1 0-1 1-2 2-3 4-5 4-6 6-7 7-8 8-9 9-11 12-13 12-13 13-14 14-15 15-16 0-0"},
    {"nothing", "xlm-roberta", R"({})", "", "", "<s> </s>", "0 2", "0 0", "0-0 0-0"},
    {"words", "camembert", R"({})", "the tea", "", "<s> ▁the ▁tea </s>", "5 9 8 6", "0 0 0 0",
     "0-0 0-3 4-7 0-0"},
    {"pair", "camembert", R"({})", "tea", "the teas", "<s> ▁tea </s> </s> ▁the ▁tea s </s>",
     "5 8 6 6 9 8 10 6", "0 0 0 0 0 0 0 0", "0-0 0-3 0-0 0-0 0-3 4-7 7-8 0-0"},
    {"unknown, emoji, ideographs", "camembert", R"({})", "tea🍵👍\U0001f3fd 中文 é", "",
     "<s> ▁tea 🍵 <unk> ▁中文 ▁ é </s>", "5 8 27 3 18 7 15 6", "0 0 0 0 0 0 0 0",
     "0-0 0-3 3-4 4-6 7-9 10-11 10-11 0-0"},
    {"blanks and right to left", "camembert", R"({})", "  tea  \u05e9\u05dc\tthe ", "",
     "<s> ▁tea ▁ \u05e9 \u05dc ▁the </s>", "5 8 7 25 26 9 6", "0 0 0 0 0 0 0",
     "0-0 2-5 7-8 7-8 8-9 10-13 0-0"},
    {"combining mark", "camembert", R"({})", "te\u0301a", "", "<s> ▁ t e <unk> a </s>", "5 7 12 11 3 13 6",
     "0 0 0 0 0 0 0", "0-0 0-1 0-1 1-2 2-3 3-4 0-0"},
    {"special tokens in the text", "camembert", R"({})", "tea</s>the<unk>[SEP]<mask> s", "",
     "<s> ▁tea </s> ▁the <unk> ▁ <unk> E <unk> <mask> ▁ s </s>", "5 8 6 9 3 7 3 14 3 28 7 10 6",
     "0 0 0 0 0 0 0 0 0 0 0 0 0", "0-0 0-3 3-7 7-10 10-15 15-16 15-17 17-18 18-20 20-26 27-28 27-28 0-0"},
    {"upper case, quotes, digits", "camembert", R"({})", "TEA ``tea'' 9,2.", "",
     "<s> ▁ <unk> E A ▁ <unk> t e a <unk> ▁ 9 , 2 . </s>", "5 7 3 14 24 7 3 12 11 13 3 7 19 21 20 22 6",
     "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-0 0-1 0-1 1-2 2-3 4-5 4-6 6-7 7-8 8-9 9-11 12-13 12-13 13-14 14-15 15-16 0-0"},
    {"nothing", "camembert", R"({})", "", "", "<s> </s>", "5 6", "0 0", "0-0 0-0"},
    {"words", "albert", R"({})", "the tea", "", "[CLS] ▁the ▁tea [SEP]", "2 7 6 3", "0 0 0 0",
     "0-0 0-3 4-7 0-0"},
    {"pair", "albert", R"({})", "tea", "the teas", "[CLS] ▁tea [SEP] ▁the ▁tea s [SEP]", "2 6 3 7 6 8 3",
     "0 0 0 1 1 1 1", "0-0 0-3 0-0 0-3 4-7 7-8 0-0"},
    {"unknown, emoji, ideographs", "albert", R"({})", "tea🍵👍\U0001f3fd 中文 é", "",
     "[CLS] ▁tea 🍵 <unk> ▁中文 ▁ e [SEP]", "2 6 25 1 16 5 9 3", "0 0 0 0 0 0 0 0",
     "0-0 0-3 3-4 4-6 7-9 10-11 10-11 0-0"},
    {"blanks and right to left", "albert", R"({})", "  tea  \u05e9\u05dc\tthe ", "",
     "[CLS] ▁tea ▁ \u05e9 \u05dc ▁the [SEP]", "2 6 5 23 24 7 3", "0 0 0 0 0 0 0",
     "0-0 2-5 7-8 7-8 8-9 10-13 0-0"},
    {"combining mark", "albert", R"({})", "te\u0301a", "", "[CLS] ▁tea [SEP]", "2 6 3", "0 0 0",
     "0-0 0-4 0-0"},
    {"special tokens in the text", "albert", R"({})", "tea</s>the<unk>[SEP]<mask> s", "",
     "[CLS] ▁tea <unk> s <unk> t <unk> e <unk> [SEP] ▁ <unk> a s <unk> ▁ s [SEP]",
     "2 6 1 8 1 10 1 9 1 3 5 1 11 8 1 5 8 3", "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-0 0-3 3-5 5-6 6-7 7-8 8-9 9-10 10-15 15-20 20-21 20-22 22-23 23-24 24-26 27-28 27-28 0-0"},
    {"upper case, quotes, digits", "albert", R"({})", "TEA ``tea'' 9,2.", "",
     "[CLS] ▁tea ▁ \" t e a \" ▁ 9 , 2 . [SEP]", "2 6 5 21 10 9 11 21 5 17 19 18 20 3",
     "0 0 0 0 0 0 0 0 0 0 0 0 0 0", "0-0 0-3 5-6 5-6 6-7 7-8 8-9 10-11 12-13 12-13 13-14 14-15 15-16 0-0"},
    {"nothing", "albert", R"({})", "", "", "[CLS] [SEP]", "2 3", "0 0", "0-0 0-0"},
    {"words", "deberta-v2", R"({})", "the tea", "", "[CLS] ▁the ▁tea [SEP]", "1 6 5 2", "0 0 0 0",
     "0-0 0-3 3-7 0-0"},
    {"pair", "deberta-v2", R"({})", "tea", "the teas", "[CLS] ▁tea [SEP] ▁the ▁tea s [SEP]", "1 5 2 6 5 7 2",
     "0 0 0 1 1 1 1", "0-0 0-3 0-0 0-3 3-7 7-8 0-0"},
    {"unknown, emoji, ideographs", "deberta-v2", R"({})", "tea🍵👍\U0001f3fd 中文 é", "",
     "[CLS] ▁tea 🍵 [UNK] ▁中文 ▁ é [SEP]", "1 5 24 3 15 4 12 2", "0 0 0 0 0 0 0 0",
     "0-0 0-3 3-4 4-6 6-9 9-10 10-11 0-0"},
    {"blanks and right to left", "deberta-v2", R"({})", "  tea  \u05e9\u05dc\tthe ", "",
     "[CLS] ▁tea ▁ \u05e9 \u05dc ▁the [SEP]", "1 5 4 22 23 6 2", "0 0 0 0 0 0 0",
     "0-0 1-5 6-7 7-8 8-9 9-13 0-0"},
    {"combining mark", "deberta-v2", R"({})", "te\u0301a", "", "[CLS] ▁ t é a [SEP]", "1 4 9 12 10 2",
     "0 0 0 0 0 0", "0-0 0-1 0-1 1-2 3-4 0-0"},
    {"special tokens in the text", "deberta-v2", R"({})", "tea</s>the<unk>[SEP]<mask> s", "",
     "[CLS] ▁tea [UNK] s [UNK] t [UNK] e [UNK] [SEP] ▁ [UNK] a s [UNK] ▁ s [SEP]",
     "1 5 3 7 3 9 3 8 3 2 4 3 10 7 3 4 7 2", "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-0 0-3 3-5 5-6 6-7 7-8 8-9 9-10 10-15 15-20 20-21 20-22 22-23 23-24 24-26 26-27 27-28 0-0"},
    {"upper case, quotes, digits", "deberta-v2", R"({})", "TEA ``tea'' 9,2.", "",
     "[CLS] ▁ [UNK] E A ▁ [UNK] t e a [UNK] ▁ 9 , 2 . [SEP]", "1 4 3 11 21 4 3 9 8 10 3 4 16 18 17 19 2",
     "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-0 0-1 0-1 1-2 2-3 3-4 4-6 6-7 7-8 8-9 9-11 11-12 12-13 13-14 14-15 15-16 0-0"},
    {"nothing", "deberta-v2", R"({})", "", "", "[CLS] [SEP]", "1 2", "0 0", "0-0 0-0"},
    {"words", "xlnet", R"({})", "the tea", "", "▁the ▁tea <sep> <cls>", "11 10 4 3", "0 0 0 2",
     "0-3 4-7 0-0 0-0"},
    {"pair", "xlnet", R"({})", "tea", "the teas", "▁tea <sep> ▁the ▁tea s <sep> <cls>", "10 4 11 10 12 4 3",
     "0 0 1 1 1 1 2", "0-3 0-0 0-3 4-7 7-8 0-0 0-0"},
    {"unknown, emoji, ideographs", "xlnet", R"({})", "tea🍵👍\U0001f3fd 中文 é", "",
     "▁tea 🍵 <unk> ▁中文 ▁ e <sep> <cls>", "10 29 0 20 9 13 4 3", "0 0 0 0 0 0 0 2",
     "0-3 3-4 4-6 7-9 10-11 10-11 0-0 0-0"},
    {"blanks and right to left", "xlnet", R"({})", "  tea  \u05e9\u05dc\tthe ", "",
     "▁tea ▁ \u05e9 \u05dc ▁the <sep> <cls>", "10 9 27 28 11 4 3", "0 0 0 0 0 0 2",
     "2-5 7-8 7-8 8-9 10-13 0-0 0-0"},
    {"combining mark", "xlnet", R"({})", "te\u0301a", "", "▁tea <sep> <cls>", "10 4 3", "0 0 2",
     "0-4 0-0 0-0"},
    {"special tokens in the text", "xlnet", R"({})", "tea</s>the<unk>[SEP]<mask> s", "",
     "▁tea </s> ▁the <unk> ▁ <unk> E <unk> <mask> ▁ s <sep> <cls>", "10 2 11 0 9 0 16 0 6 9 12 4 3",
     "0 0 0 0 0 0 0 0 0 0 0 0 2", "0-3 3-7 7-10 10-15 15-16 15-17 17-18 18-20 20-26 27-28 27-28 0-0 0-0"},
    {"upper case, quotes, digits", "xlnet", R"({})", "TEA ``tea'' 9,2.", "",
     "▁ <unk> E A ▁ \" t e a \" ▁ 9 , 2 . <sep> <cls>", "9 0 16 26 9 25 14 13 15 25 9 21 23 22 24 4 3",
     "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 2",
     "0-1 0-1 1-2 2-3 5-6 5-6 6-7 7-8 8-9 10-11 12-13 12-13 13-14 14-15 15-16 0-0 0-0"},
    {"nothing", "xlnet", R"({})", "", "", "<sep> <cls>", "4 3", "0 2", "0-0 0-0"},
    {"words", "llama", R"({"add_bos_token": true})", "the tea", "", "<s> ▁the ▁tea", "1 263 261", "0 0 0",
     "0-0 0-3 3-7"},
    {"pair", "llama", R"({"add_bos_token": true})", "tea", "the teas", "<s> ▁tea <s> ▁the ▁tea s",
     "1 261 1 263 261 269", "0 0 1 1 1 1", "0-0 0-3 0-0 0-3 3-7 7-8"},
    {"unknown, emoji, ideographs", "llama", R"({"add_bos_token": true})", "tea🍵👍\U0001f3fd 中文 é", "",
     "<s> ▁tea <0xF0> <0x9F> <0x8D> <0xB5> <0xF0> <0x9F> <0x91> <0x8D> <0xF0> <0x9F> <0x8F> <0xBD> ▁ 中文 ▁ "
     "é",
     "1 261 243 162 144 184 243 162 148 144 243 162 146 192 264 272 264 273",
     "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-0 0-3 3-4 3-4 3-4 3-4 4-5 4-5 4-5 4-5 5-6 5-6 5-6 5-6 6-7 7-9 9-10 10-11"},
    {"blanks and right to left", "llama", R"({"add_bos_token": true})", "  tea  \u05e9\u05dc\tthe ", "",
     "<s> ▁ ▁tea ▁ ▁ <0xD7> <0xA9> <0xD7> <0x9C> <0x09> t he ▁",
     "1 264 261 264 264 218 172 218 159 12 265 262 264", "0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-0 0-1 1-5 5-6 6-7 7-8 7-8 8-9 8-9 9-10 10-11 11-13 13-14"},
    {"combining mark", "llama", R"({"add_bos_token": true})", "te\u0301a", "", "<s> ▁t e <0xCC> <0x81> a",
     "1 259 267 207 132 268", "0 0 0 0 0 0", "0-0 0-1 1-2 2-3 2-3 3-4"},
    {"special tokens in the text", "llama", R"({"add_bos_token": true})", "tea</s>the<unk>[SEP]<mask> s", "",
     "<s> ▁tea </s> t he <unk> <0x5B> <0x53> <0x45> <0x50> <0x5D> <0x3C> <0x6D> a s <0x6B> <0x3E> ▁ s",
     "1 261 2 265 262 0 94 86 72 83 96 63 112 268 269 110 65 264 269",
     "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-0 0-3 3-7 7-8 8-10 10-15 15-16 16-17 17-18 18-19 19-20 20-21 21-22 22-23 23-24 24-25 25-26 26-27 "
     "27-28"},
    {"upper case, quotes, digits", "llama", R"({"add_bos_token": true})", "TEA ``tea'' 9,2.", "",
     "<s> ▁ <0x54> <0x45> <0x41> ▁ <0x60> <0x60> t ea <0x27> <0x27> ▁ 9 , <0x32> <0x2E>",
     "1 264 87 72 68 264 99 99 265 260 42 42 264 274 275 53 49", "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-0 0-1 0-1 1-2 2-3 3-4 4-5 5-6 6-7 7-9 9-10 10-11 11-12 12-13 13-14 14-15 15-16"},
    {"nothing", "llama", R"({"add_bos_token": true})", "", "", "<s>", "1", "0", "0-0"},
    {"two extra ids", "t5", R"({"extra_ids": 2})", "tea <extra_id_1>the<extra_id_0> <extra_id_2>", "",
     "▁tea <extra_id_1> ▁the <extra_id_0> ▁ <unk> e <unk> t <unk> a <unk> 2 <unk> </s>",
     "4 24 5 25 3 2 7 2 8 2 9 2 16 2 1", "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
     "0-3 4-16 16-19 19-31 32-33 32-33 33-34 34-35 35-36 36-37 37-38 38-42 42-43 43-44 0-0"},
    {"accents stay", "albert", R"({"keep_accents": true})", "Téa É", "", "[CLS] ▁ t é a ▁ é [SEP]",
     "2 5 10 13 11 5 13 3", "0 0 0 0 0 0 0 0", "0-0 0-1 0-1 1-2 2-3 4-5 4-5 0-0"},
    {"case stays", "albert", R"({"do_lower_case": false})", "Eé EA", "", "[CLS] ▁ E e ▁ E A [SEP]",
     "2 5 12 9 5 12 22 3", "0 0 0 0 0 0 0 0", "0-0 0-1 0-1 1-2 3-4 3-4 4-5 0-0"},
    {"lower case", "deberta-v2", R"({"do_lower_case": true})", "TEA É", "", "[CLS] ▁tea ▁ é [SEP]",
     "1 5 4 12 2", "0 0 0 0 0", "0-0 0-3 3-4 4-5 0-0"},
    {"punctuation apart", "deberta-v2", R"({"split_by_punct": true})", "tea,the.9,2", "",
     "[CLS] ▁tea ▁ , ▁the ▁ . ▁ 9 ▁ , ▁ 2 [SEP]", "1 5 4 18 6 4 19 4 16 4 18 4 17 2",
     "0 0 0 0 0 0 0 0 0 0 0 0 0 0", "0-0 0-3 3-4 3-4 4-7 7-8 7-8 8-9 8-9 9-10 9-10 10-11 10-11 0-0"},
    {"line breaks", "deberta-v2", R"({})", "tea\n\nthe\ttea ", "", "[CLS] ▁tea ▁the ▁tea [SEP]", "1 5 6 5 2",
     "0 0 0 0 0", "0-0 0-3 4-8 8-12 0-0"},
    {"no blank put first", "deberta-v2", R"({"add_prefix_space": false})", "tea the", "",
     "[CLS] ▁tea ▁the [SEP]", "1 5 6 2", "0 0 0 0", "0-0 0-3 3-7 0-0"},
    {"lower case", "xlnet", R"({"do_lower_case": true})", "TEA É", "", "▁tea ▁ e <sep> <cls>", "10 9 13 4 3",
     "0 0 0 0 2", "0-3 4-5 4-5 0-0 0-0"},
    {"end token", "llama", R"({"add_bos_token": true, "add_eos_token": true})", "tea", "the",
     "<s> ▁tea </s> <s> ▁the </s>", "1 261 2 1 263 2", "0 0 0 1 1 1", "0-0 0-3 0-0 0-0 0-3 0-0"},
    {"no begin token", "llama", R"({"add_bos_token": false})", "tea", "", "▁tea", "261", "0", "0-3"},
    {"legacy", "llama", R"({"add_bos_token": false, "legacy": true})", "tea</s>the", "", "▁tea </s> ▁the",
     "261 2 263", "0 0 0", "0-3 3-7 7-10"},
    {"not legacy", "llama", R"({"add_bos_token": false, "legacy": false})", "tea</s>the", "",
     "▁tea </s> t he", "261 2 265 262", "0 0 0 0", "0-3 3-7 7-8 8-10"},
    {"no blank put first", "llama", R"({"add_bos_token": false, "add_prefix_space": false})", "tea the", "",
     "t ea ▁the", "265 260 263", "0 0 0", "0-1 1-3 3-7"},
    {"no blank put first", "xlm-roberta", R"({"add_prefix_space": false})", "tea the", "",
     "<s> t e a t <unk> e </s>", "0 9 8 10 9 3 8 2", "0 0 0 0 0 0 0 0", "0-0 0-1 1-2 2-3 4-5 5-6 6-7 0-0"},
    {"no blank put first", "camembert", R"({"add_prefix_space": false})", "tea the", "",
     "<s> t e a t <unk> e </s>", "5 12 11 13 12 3 11 6", "0 0 0 0 0 0 0 0",
     "0-0 0-1 1-2 2-3 4-5 5-6 6-7 0-0"},
    {"no blank put first", "albert", R"({"add_prefix_space": false})", "tea the", "",
     "[CLS] t e a t <unk> e [SEP]", "2 10 9 11 10 1 9 3", "0 0 0 0 0 0 0 0",
     "0-0 0-1 1-2 2-3 4-5 5-6 6-7 0-0"},
    {"numbered token", "albert",
     R"({"added_tokens_decoder": {"26": {"content": "<drug>", "lstrip": false, "rstrip": true, "normalized": false, "single_word": false, "special": true}}})",
     "tea<drug> the", "", "[CLS] ▁tea <drug> ▁the [SEP]", "2 6 26 7 3", "0 0 0 0 0",
     "0-0 0-3 3-10 10-13 0-0"},
    {"own mask", "xlm-roberta", R"({"mask_token": "@"})", "tea@the", "", "<s> ▁tea @ ▁the </s>", "0 5 25 6 2",
     "0 0 0 0 0", "0-0 0-3 3-4 4-7 0-0"},
    {"listed tokens", "xlnet", R"({"additional_special_tokens": ["<a>", "<b>"]})", "tea<b>the<a>", "",
     "▁tea <b> ▁the <a> <sep> <cls>", "10 31 11 30 4 3", "0 0 0 0 0 2", "0-3 3-6 6-9 9-12 0-0 0-0"},
};

} // namespace

class TestSentencePieceFiles : public QObject {
    Q_OBJECT
private slots:
    void encodes_data() {
        for (const char* column : {"family", "config", "text", "pair", "tokens", "ids", "typeIds", "offsets"})
            QTest::addColumn<QString>(column);
        for (const Row& r : rows)
            QTest::addRow("%s: %s", r.family, r.name)
                << r.family << r.config << r.text << r.pair << r.tokens << r.ids << r.typeIds << r.offsets;
    }
    void encodes() {
        QFETCH(QString, family);
        QFETCH(QString, config);
        QFETCH(QString, text);
        QFETCH(QString, pair);
        const SentencePieceFolder folder(family.toStdString(), Json::parse(config.toStdString()));
        const auto tokenizer = loadTokenizer(folder.path());
        const std::string first = text.toStdString(), second = pair.toStdString();
        const Encoding encoding = tokenizer->encode({first, second}, {});
        QTEST(QString::fromStdString(tokensOf(*tokenizer, encoding)), "tokens");
        QTEST(QString::fromStdString(spaced(encoding.ids)), "ids");
        QTEST(QString::fromStdString(spaced(encoding.typeIds)), "typeIds");
        QTEST(QString::fromStdString(spaced(encoding.offsets)), "offsets");
    }

    void readsTheMap() {
        const SentencePieceFolder folder("xlm-roberta");
        folder.write("special_tokens_map.json", R"({"mask_token": {"content": "[M]", "lstrip": true}})");
        const auto tokenizer = loadTokenizer(folder.path());
        const Encoding encoding = tokenizer->encode({"tea [M]the", {}}, {});
        QCOMPARE(spaced(encoding.ids), std::string("0 5 25 6 2"));
        QCOMPARE(spaced(encoding.offsets), std::string("0-0 0-3 3-7 7-10 0-0"));
    }

    void readsAddedTokens() {
        const SentencePieceFolder folder("xlm-roberta");
        folder.write("added_tokens.json", R"({"drug": 26})");
        const auto tokenizer = loadTokenizer(folder.path());
        QCOMPARE(tokensOf(*tokenizer, tokenizer->encode({"tea drug", {}}, {})),
                 std::string("<s> ▁tea drug </s>"));
        QCOMPARE(tokenizer->vocabularySize(), 27);
    }

    void theFamilyIsThatOfTheModel() { // where tokenizer_config.json doesn't say
        const SentencePieceFolder folder("albert");
        std::filesystem::remove(folder.path() / "tokenizer_config.json");
        folder.write("config.json", R"({"model_type": "albert"})");
        const auto tokenizer = loadTokenizer(folder.path());
        QCOMPARE(tokensOf(*tokenizer, tokenizer->encode({"tea", {}}, {})), std::string("[CLS] ▁tea [SEP]"));
    }

    void countsItsOwnTokens_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("one");
        QTest::addColumn<int>("two");
        QTest::newRow("t5") << "t5" << 1 << 2;
        QTest::newRow("xlm-roberta") << "xlm-roberta" << 2 << 4;
        QTest::newRow("camembert") << "camembert" << 2 << 4;
        QTest::newRow("albert") << "albert" << 2 << 3;
        QTest::newRow("deberta-v2") << "deberta-v2" << 2 << 3;
        QTest::newRow("xlnet") << "xlnet" << 2 << 3;
    }
    void countsItsOwnTokens() {
        QFETCH(QString, family);
        const SentencePieceFolder folder(family.toStdString());
        const auto tokenizer = loadTokenizer(folder.path());
        QTEST(static_cast<int>(tokenizer->specialTokens(false)), "one");
        QTEST(static_cast<int>(tokenizer->specialTokens(true)), "two");
    }

    void refuses_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* family, const char* config, const char* says) {
            QTest::newRow(name) << family << config << says;
        };
        row("no class", "t5", R"({"tokenizer_class": null})", "tokenizer_config.json");
        row("another class", "t5", R"({"tokenizer_class": "MarianTokenizer"})", "\"MarianTokenizer\"");
        row("another kind", "llama", R"({"tokenizer_class": "T5Tokenizer"})", "unigram");
        row("more extra ids than any", "t5", R"({"extra_ids": 9000000000})", "\"extra_ids\" is 9000000000");
        row("less than none", "t5", R"({"extra_ids": -1})", "\"extra_ids\" is -1");
        row("extra ids as a text", "t5", R"({"extra_ids": "2"})", "extra_ids");
        row("end token that isn't there", "t5", R"({"eos_token": "<end>"})", "\"<end>\"");
        row("special token twice", "xlm-roberta", R"({"mask_token": "<pad>"})", "\"<pad>\" has two ids");
        row("special token is a piece", "xlm-roberta", R"({"pad_token": "▁tea"})", "\"▁tea\" has two ids");
        row("class token is a number", "albert", R"({"cls_token": 2})", "cls_token");
        row("flag", "albert", R"({"keep_accents": "no"})", "keep_accents");
        row("a hole", "albert", R"({"added_tokens_decoder": {"99": {"content": "<x>"}}})",
            "\"<x>\" has the id 99");
        row("largest id", "albert", R"({"added_tokens_decoder": {"999999999": {"content": "<x>"}}})",
            "999999999");
    }
    void refuses() {
        QFETCH(QString, family);
        QFETCH(QString, config);
        QFETCH(QString, says);
        const SentencePieceFolder folder(family.toStdString(), Json::parse(config.toStdString()));
        const QString error = errorOf([&] { loadTokenizer(folder.path()); });
        QVERIFY2(error.contains(says) && error.contains(QString::fromStdString(folder.path().string())),
                 qPrintable(error));
    }

    void refusesTheLargestAddedId() {
        const SentencePieceFolder folder("albert");
        folder.write("added_tokens.json", R"({"<x>": 2147483647})");
        const QString error = errorOf([&] { loadTokenizer(folder.path()); });
        QVERIFY2(error.contains("2147483647") && error.contains("added_tokens.json"), qPrintable(error));
    }

    void unknownTextNeedsAnId() { // T5's is 2, whatever the model says
        SentencePieceBytes bytes;
        bytes.piece("</s>", 0, 3);
        bytes.piece("a", -1);
        const SentencePieceFolder folder("t5", {{"extra_ids", 0}});
        folder.write("spiece.model", bytes.model());
        const QString error = errorOf([&] { loadTokenizer(folder.path()); });
        QVERIFY2(error.contains("spiece.model"), qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(TestSentencePieceFiles)
#include "tst_sentencepiece_files.moc"
