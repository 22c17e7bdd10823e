// large: a program with 1 GiB of zeros that it hardly looks at.
static volatile char zeros[1U << 30];

int main(int count, char**) { return zeros[static_cast<unsigned>(count) * 1000U]; }
