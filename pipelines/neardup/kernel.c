/* Shingles of texts, their hashes, MinHash signatures and exact overlaps of sets: what plain.py says in numpy, fast.
 *
 * A token's hash is (length * LENGTH) taken through (hash ^ word) * WORD, hash ^= hash >> 32 for each of its words of eight bytes,
 * the last padded with zeros. A shingle's is fmix64 of the sum of its tokens' hashes times PLACES. Nothing is allocated for a
 * signature, however long the text: tokens are hashed in blocks of MOST_TOKENS.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "words are read as little-endian machines store them"
#endif

#if defined(__x86_64__) && defined(__GLIBC__) && __has_attribute(target_clones)
#define FOR_EACH_MACHINE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_MACHINE
#endif

#define EXPORTED __attribute__((visibility("default")))

enum { MOST_TOKENS = 1024, BLOCK = 64, LONGEST_TOKEN = 64, WIDEST = 8, LANES = 16 };

static const uint64_t LENGTH = 0x9E3779B97F4A7C15u, WORD = 0xD6E8FEB86659FD93u, UPPER = 0x8080808080808080u;
static const uint64_t PLACES[WIDEST] = {
    0xA0761D6478BD642Fu, 0xE7037ED1A0B428DBu, 0x8EBC6AF09C88C6E3u, 0x589965CC75374CC3u,
    0x1D8E4E27C47D124Fu, 0xEB44ACCAB455D165u, 0x9C6E6877736C46E3u, 0xC2B2AE3D27D4EB4Fu,
};

static inline uint64_t fmix64(uint64_t x) {
    x ^= x >> 33;
    x *= 0xFF51AFD7ED558CCDu;
    x ^= x >> 33;
    x *= 0xC4CEB9FE1A85EC53u;
    return x ^ x >> 33;
}

static inline uint32_t fmix32(uint32_t x) {
    x ^= x >> 16;
    x *= 0x85EBCA6Bu;
    x ^= x >> 13;
    x *= 0xC2B2AE35u;
    return x ^ x >> 16;
}

/* The eight letters in lower case where `upper` is UPPER, as they are where it is 0. Only those of ASCII have another case. */
static inline uint64_t lowered(uint64_t word, uint64_t upper) {
    uint64_t low_bits = word & 0x7F7F7F7F7F7F7F7Fu;
    uint64_t from_a = low_bits + 0x3F3F3F3F3F3F3F3Fu, beyond_z = low_bits + 0x2525252525252525u;
    return word | ((from_a ^ beyond_z) & ~word & upper) >> 2;
}

static inline uint64_t hash_token(const unsigned char *at, uint64_t length, uint64_t upper) {
    uint64_t hash = length * LENGTH, word;
    for (; length > 8; length -= 8, at += 8) {
        memcpy(&word, at, 8);
        hash = (hash ^ lowered(word, upper)) * WORD;
        hash ^= hash >> 32;
    }
    memcpy(&word, at, 8); /* the caller pads the text by eight bytes */
    hash = (hash ^ (lowered(word, upper) & ~(uint64_t)0 >> (64 - 8 * length))) * WORD;
    return hash ^ hash >> 32;
}

/* Which of 64 bytes belong to words, and which are tokens of their own; bit i is byte i. */
struct classes {
    uint64_t words, singles;
};

static uint64_t bits_of(const unsigned char flags[BLOCK]) {
    uint64_t bits = 0, eight;
    for (int i = 0; i < 8; i++) {
        memcpy(&eight, flags + 8 * i, 8);
        bits |= (eight * 0x0102040810204080u >> 56) << 8 * i;
    }
    return bits;
}

FOR_EACH_MACHINE
static void classify(const unsigned char *at, int with_singles, struct classes *found) {
    unsigned char words[BLOCK], singles[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
        unsigned char c = at[i], letter = (unsigned char)((c | 32) - 'a'), digit = (unsigned char)(c - '0');
        words[i] = (letter < 26) | (digit < 10) | (c == '_') | (c > 127);
        singles[i] = (c > 32) & (c != 127) & !words[i];
    }
    found->words = bits_of(words);
    found->singles = with_singles ? bits_of(singles) : 0;
}

/* Where a text's shingles go. */
struct sink {
    void (*take)(struct sink *, const uint64_t *shingles, int64_t count);
    int64_t count;
};

/* A text on its way to shingles: the last tokens' hashes, and how many tokens there were. */
struct reader {
    struct sink *sink;
    int width, held;
    uint64_t upper; /* see `lowered` */
    int64_t tokens;
    uint64_t hashes[WIDEST + MOST_TOKENS];
};

FOR_EACH_MACHINE
static void combine(const uint64_t *hashes, int width, int count, uint64_t *shingles) {
    for (int i = 0; i < count; i++) shingles[i] = hashes[i] * PLACES[0];
    for (int place = 1; place < width; place++)
        for (int i = 0; i < count; i++) shingles[i] += hashes[i + place] * PLACES[place];
    for (int i = 0; i < count; i++) {
        shingles[i] = fmix64(shingles[i]);
        shingles[i] += !shingles[i]; /* none is 0, which marks what is free in a table */
    }
}

static void flush(struct reader *one) {
    uint64_t shingles[WIDEST + MOST_TOKENS];
    int count = one->held - one->width + 1;
    if (count <= 0) return;
    combine(one->hashes, one->width, count, shingles);
    one->sink->count += count;
    one->sink->take(one->sink, shingles, count);
    one->held = one->width - 1;
    memmove(one->hashes, one->hashes + count, sizeof *one->hashes * (size_t)one->held);
}

static inline void add_token(struct reader *one, uint64_t hash) {
    one->hashes[one->held++] = hash;
    if (one->held == WIDEST + MOST_TOKENS) flush(one);
}

static inline void add_word(struct reader *one, const unsigned char *at, int64_t length) {
    for (; length > LONGEST_TOKEN; length -= LONGEST_TOKEN, at += LONGEST_TOKEN) {
        add_token(one, hash_token(at, LONGEST_TOKEN, one->upper));
        one->tokens++;
    }
    add_token(one, hash_token(at, (uint64_t)length, one->upper));
    one->tokens++;
}

/* All shingles of a text of fewer tokens than the width: one, of all its tokens. */
static void flush_short(struct reader *one) {
    uint64_t sum = (uint64_t)one->tokens;
    if (!one->tokens || one->tokens >= one->width) return;
    for (int place = 0; place < one->tokens; place++) sum += one->hashes[place] * PLACES[place];
    sum = fmix64(sum);
    sum += !sum;
    one->sink->count++;
    one->sink->take(one->sink, &sum, 1);
}

/* Tokens of one block of a text without singles: a word ends where the next byte belongs to none. `begun` is the place of the word
 * that goes on from the block before, if there is one. Returns that of the one that goes on into the next. */
static inline int64_t add_words(struct reader *one, const unsigned char *text, int64_t base, int64_t begun, uint64_t starts, uint64_t ends,
                                uint64_t before) {
    if (!before && starts) {
        begun = base + __builtin_ctzll(starts);
        starts &= starts - 1;
    }
    for (; ends; ends &= ends - 1) {
        add_word(one, text + begun, base + __builtin_ctzll(ends) - begun);
        if (starts) {
            begun = base + __builtin_ctzll(starts);
            starts &= starts - 1;
        }
    }
    return begun;
}

/* The same with singles, each of which ends a word and is a token itself; what starts and what ends at a byte is told apart by its
 * class. `inside`: bits of bytes whose predecessor belongs to a word. */
static inline int64_t add_tokens(struct reader *one, const unsigned char *text, int64_t base, int64_t begun, uint64_t starts, uint64_t ends,
                                 uint64_t inside, uint64_t singles) {
    for (uint64_t events = starts | ends | singles; events; events &= events - 1) {
        uint64_t lowest = events & -events;
        int64_t place = base + __builtin_ctzll(lowest);
        if (lowest & ends & inside) add_word(one, text + begun, place - begun);
        if (lowest & singles) add_word(one, text + place, 1);
        begun = place;
    }
    return begun;
}

/* Words are read in lower case, the tokens of a program as they are. */
static void read_text(const unsigned char *text, int64_t length, int with_singles, int width, struct sink *sink) {
    struct reader one = {.sink = sink, .width = width, .upper = with_singles ? 0 : UPPER};
    int64_t begun = 0;
    uint64_t before = 0; /* whether the byte before this block belongs to a word */
    for (int64_t base = 0; base <= length; base += BLOCK) {
        struct classes is;
        unsigned char last[BLOCK];
        const unsigned char *at = text + base;
        if (length - base < BLOCK) {
            memset(last, ' ', BLOCK);
            memcpy(last, at, (size_t)(length - base));
            at = last;
        }
        classify(at, with_singles, &is);
        uint64_t inside = is.words << 1 | before, starts = is.words & ~inside, ends = ~is.words & inside;
        if (with_singles)
            begun = add_tokens(&one, text, base, begun, starts, ends, inside, is.singles);
        else
            begun = add_words(&one, text, base, begun, starts, ends, before);
        before = is.words >> 63;
    }
    flush(&one);
    flush_short(&one);
}

struct sketch {
    struct sink sink;
    const uint32_t *multipliers, *addends;
    int permutations;
    uint32_t *least;
    uint64_t *powers; /* sums of the shingles and of their squares: equal for equal texts */
};

/* least[p] = min(least[p], multipliers[p] * h + addends[p]) over all hashes, modulo 2^32. */
FOR_EACH_MACHINE
static void permute(const uint32_t *hashes, int count, const struct sketch *to) {
    for (int first = 0; first < to->permutations; first += 2 * LANES) {
        int lanes = to->permutations - first < 2 * LANES ? to->permutations - first : 2 * LANES;
        uint32_t a[2 * LANES] = {0}, b[2 * LANES] = {0}, least[2 * LANES];
        memset(least, 0xFF, sizeof least);
        memcpy(a, to->multipliers + first, sizeof *a * (size_t)lanes);
        memcpy(b, to->addends + first, sizeof *b * (size_t)lanes);
        for (int i = 0; i < count; i++)
            for (int lane = 0; lane < 2 * LANES; lane++) {
                uint32_t value = a[lane] * hashes[i] + b[lane];
                least[lane] = value < least[lane] ? value : least[lane];
            }
        for (int lane = 0; lane < lanes; lane++)
            if (least[lane] < to->least[first + lane]) to->least[first + lane] = least[lane];
    }
}

static void take_into_sketch(struct sink *sink, const uint64_t *shingles, int64_t count) {
    struct sketch *to = (struct sketch *)sink;
    uint32_t hashes[WIDEST + MOST_TOKENS];
    for (int64_t i = 0; i < count; i++) {
        hashes[i] = fmix32((uint32_t)shingles[i]);
        to->powers[0] += shingles[i];
        to->powers[1] += shingles[i] * shingles[i];
    }
    permute(hashes, (int)count, to);
}

/* Signatures (texts x permutations), power sums (texts x 2) and numbers of shingles of texts that lie one after the other. */
EXPORTED void sketch_texts(const unsigned char *data, const int64_t *offsets, int64_t texts, int with_singles, int width,
                  const uint32_t *multipliers, const uint32_t *addends, int permutations,
                  uint32_t *signatures, uint64_t *powers, int64_t *counts) {
    memset(signatures, 0xFF, sizeof *signatures * (size_t)(texts * permutations));
    memset(powers, 0, 2 * sizeof *powers * (size_t)texts);
    for (int64_t i = 0; i < texts; i++) {
        struct sketch to = {{take_into_sketch, 0}, multipliers, addends, permutations, signatures + i * permutations, powers + 2 * i};
        read_text(data + offsets[i], offsets[i + 1] - offsets[i], with_singles, width, &to.sink);
        counts[i] = to.sink.count;
    }
}

struct pile {
    struct sink sink;
    uint64_t *shingles;
};

static void take_onto_pile(struct sink *sink, const uint64_t *shingles, int64_t count) {
    struct pile *to = (struct pile *)sink;
    memcpy(to->shingles, shingles, sizeof *shingles * (size_t)count);
    to->shingles += count;
}

/* The shingles of each text, in their order; bounds[i]..bounds[i + 1] are those of text i. */
EXPORTED void list_shingles(const unsigned char *data, const int64_t *offsets, int64_t texts, int with_singles, int width,
                   uint64_t *shingles, int64_t *bounds) {
    struct pile to = {{take_onto_pile, 0}, shingles};
    bounds[0] = 0;
    for (int64_t i = 0; i < texts; i++) {
        read_text(data + offsets[i], offsets[i + 1] - offsets[i], with_singles, width, &to.sink);
        bounds[i + 1] = to.sink.count;
    }
}

/* Sort what lies almost in order. */
static void settle(uint64_t *values, int64_t count) {
    for (int64_t i = 1; i < count; i++) {
        uint64_t value = values[i];
        int64_t at = i;
        for (; at > 0 && values[at - 1] > value; at--) values[at] = values[at - 1];
        values[at] = value;
    }
}

/* Each text's different shingles in ascending order. Their high bits say where they go in a table, so that it comes out almost
 * sorted; it has room behind its end for those that are pushed on. Returns 0, or -1 where there is no memory. */
EXPORTED int distinct_shingles(const uint64_t *shingles, const int64_t *bounds, int64_t texts, uint64_t *sets, int64_t *set_bounds) {
    uint64_t *table = NULL, *to = sets;
    int64_t room = 0;
    set_bounds[0] = 0;
    for (int64_t i = 0; i < texts; i++) {
        int64_t count = bounds[i + 1] - bounds[i];
        int bits = 1;
        while ((int64_t)1 << bits < 2 * count) bits++;
        int64_t needed = ((int64_t)1 << bits) + count;
        if (needed > room) {
            free(table);
            room = needed;
            if (!(table = malloc(sizeof *table * (size_t)room))) return -1;
        }
        memset(table, 0, sizeof *table * (size_t)needed);
        for (int64_t j = bounds[i]; j < bounds[i + 1]; j++) {
            uint64_t at = shingles[j] >> (64 - bits);
            while (table[at] && table[at] != shingles[j]) at++;
            table[at] = shingles[j];
        }
        uint64_t *first = to;
        for (int64_t at = 0; at < needed; at++) {
            *to = table[at];
            to += table[at] != 0;
        }
        settle(first, to - first);
        set_bounds[i + 1] = to - sets;
    }
    free(table);
    return 0;
}

/* How many elements the sets lefts[i] and rights[i] share. */
EXPORTED void count_shared(const uint64_t *sets, const int64_t *bounds, const int64_t *lefts, const int64_t *rights, int64_t pairs,
                  int64_t *shared) {
    for (int64_t i = 0; i < pairs; i++) {
        const uint64_t *left = sets + bounds[lefts[i]], *right = sets + bounds[rights[i]];
        const uint64_t *left_end = sets + bounds[lefts[i] + 1], *right_end = sets + bounds[rights[i] + 1];
        int64_t count = 0;
        while (left < left_end && right < right_end) {
            uint64_t a = *left, b = *right;
            left += a <= b;
            right += b <= a;
            count += a == b;
        }
        shared[i] = count;
    }
}

/* Two texts on their way into one table: that of the left one's shingles, to which the right one's are added and taken away again.
 * A slot that the right one has met says by which pair. */
struct meeting {
    struct sink sink;
    uint64_t *table;
    uint32_t *met, pair; /* 0: no right one yet */
    int64_t *added;
    int bits, full;
    int64_t left, shared, right, most_right;
};

/* Half of a table that is as large as 2 to this stays empty. */
static int bits_for(int64_t shingles) {
    int bits = 1;
    while ((int64_t)1 << (bits - 1) <= shingles) bits++;
    return bits;
}

/* Add a shingle to the table, where it is not. Returns its slot, or -1 where the texts have more shingles than was said. */
static inline int64_t slot_of(struct meeting *to, uint64_t shingle, int *fresh) {
    uint64_t at = shingle >> (64 - to->bits), mask = ((uint64_t)1 << to->bits) - 1;
    while (to->table[at] && to->table[at] != shingle) at = (at + 1) & mask;
    *fresh = !to->table[at];
    if (*fresh) {
        if ((to->left + to->right) >> (to->bits - 1)) return -1;
        to->table[at] = shingle;
    }
    return (int64_t)at;
}

static void take_left(struct sink *sink, const uint64_t *shingles, int64_t count) {
    struct meeting *to = (struct meeting *)sink;
    for (int64_t i = 0; i < count && !to->full; i++) {
        int fresh;
        int64_t at = slot_of(to, shingles[i], &fresh);
        to->full = at < 0;
        if (at >= 0) to->met[at] = 0;
        to->left += fresh;
    }
}

static void take_right(struct sink *sink, const uint64_t *shingles, int64_t count) {
    struct meeting *to = (struct meeting *)sink;
    for (int64_t i = 0; i < count && !to->full; i++) {
        int fresh;
        int64_t at = slot_of(to, shingles[i], &fresh);
        to->full = at < 0 || to->right > to->most_right;
        if (to->full) return;
        if (fresh) {
            to->added[to->right++] = at;
            to->met[at] = to->pair;
        } else if (to->met[at] != to->pair) {
            to->met[at] = to->pair;
            to->shared++;
        }
    }
}

/* How many different shingles the texts lefts[i] and rights[i] share, and how many they have together. Where a left text follows
 * itself it is read once. `counts` has the number of shingles of each text. Returns 0, -1 where there is no memory, or -2 where a
 * text has more shingles than that. */
EXPORTED int compare_texts(const unsigned char *data, const int64_t *offsets, const int64_t *counts, int with_singles, int width,
                  const int64_t *lefts, const int64_t *rights, int64_t pairs, int64_t *shared, int64_t *together) {
    struct meeting to = {.table = NULL};
    int64_t most_left = 0, most_right = 0;
    for (int64_t i = 0; i < pairs; i++) {
        if (counts[lefts[i]] > most_left) most_left = counts[lefts[i]];
        if (counts[rights[i]] > most_right) most_right = counts[rights[i]];
    }
    int most_bits = bits_for(most_left + most_right);
    to.table = malloc(sizeof *to.table << most_bits);
    to.met = malloc(sizeof *to.met << most_bits);
    to.added = malloc(sizeof *to.added * (size_t)(most_right + 1));
    to.most_right = most_right;
    int failed = to.table && to.met && to.added ? 0 : -1;
    for (int64_t begun = 0, end; begun < pairs && !failed; begun = end) {
        int64_t left = lefts[begun], largest = 0;
        for (end = begun; end < pairs && lefts[end] == left; end++)
            if (counts[rights[end]] > largest) largest = counts[rights[end]];
        to.bits = bits_for(counts[left] + largest);
        memset(to.table, 0, sizeof *to.table << to.bits);
        to.left = to.right = to.shared = 0;
        to.sink = (struct sink){take_left, 0};
        read_text(data + offsets[left], offsets[left + 1] - offsets[left], with_singles, width, &to.sink);
        for (int64_t i = begun; i < end && !to.full; i++) {
            int64_t right = rights[i];
            to.sink = (struct sink){take_right, 0};
            to.pair = (uint32_t)(i - begun + 1);
            read_text(data + offsets[right], offsets[right + 1] - offsets[right], with_singles, width, &to.sink);
            shared[i] = to.shared;
            together[i] = to.left + to.right;
            while (to.right) to.table[to.added[--to.right]] = 0; /* the last one first, so no chain is broken */
            to.shared = 0;
        }
        if (to.full) failed = -2;
    }
    free(to.table);
    free(to.met);
    free(to.added);
    return failed;
}
