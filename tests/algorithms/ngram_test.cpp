// One binary for the umbrella; a file each for the headers below it, as in gavel/ngram/.
#include "gavel/ngram.hpp"  // first: proves it is self-contained

#include "algorithms/ngram/counter_laws_test.hpp"
#include "algorithms/ngram/counter_test.hpp"
#include "algorithms/ngram/language_model_test.hpp"
#include "algorithms/ngram/similarity_test.hpp"
