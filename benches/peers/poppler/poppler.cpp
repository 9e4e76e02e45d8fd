// Times poppler through its C++ interface: `poppler-peer ENGINE FILE PASSWORD SECONDS` reads the words of every page with their
// boxes, as often as fits into that time (once with 0), and prints one line of JSON with what was read, the least and
// the median time in milliseconds and the peak memory of the process in KiB.

#include <poppler-document.h>
#include <poppler-page.h>
#include <poppler-version.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace {

struct Tally {
    long pages = 0;
    long words = 0;
    long characters = 0;
};

bool read(const std::vector<char> &bytes, const std::string &password, Tally &tally)
{
    const int length = static_cast<int>(bytes.size());
    std::unique_ptr<poppler::document> document(
        poppler::document::load_from_raw_data(bytes.data(), length, password, password));
    if (!document || document->is_locked()) {
        return false;
    }
    for (int index = 0; index < document->pages(); ++index) {
        std::unique_ptr<poppler::page> page(document->create_page(index));
        ++tally.pages;
        for (const poppler::text_box &word : page->text_list()) {
            ++tally.words;
            tally.characters += static_cast<long>(word.text().size());
        }
    }
    return true;
}

long peak_kib()
{
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.rfind("VmHWM:", 0) == 0) {
            return std::atol(line.c_str() + 6);
        }
    }
    return 0;
}

double milliseconds_since(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 5) {
        std::fprintf(stderr, "usage: poppler-peer ENGINE FILE PASSWORD SECONDS\n");
        return 2;
    }
    std::ifstream file(arguments[2], std::ios::binary);
    const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const std::string password = arguments[3];
    const double limit = std::atof(arguments[4]) * 1000;
    Tally tally;
    auto start = std::chrono::steady_clock::now();
    if (!read(bytes, password, tally)) {
        std::fprintf(stderr, "poppler does not open it\n");
        return 1;
    }
    std::vector<double> times { milliseconds_since(start) };
    const long peak = peak_kib();
    const auto begun = std::chrono::steady_clock::now();
    while (milliseconds_since(begun) < limit) {
        Tally again;
        start = std::chrono::steady_clock::now();
        read(bytes, password, again);
        times.push_back(milliseconds_since(start));
    }
    std::sort(times.begin(), times.end());
    std::printf("{\"pages\": %ld, \"words\": %ld, \"characters\": %ld, \"runs\": %zu, \"least_ms\": %.4f, "
                "\"median_ms\": %.4f, \"peak_kib\": %ld}\n",
                tally.pages, tally.words, tally.characters, times.size(), times.front(), times[times.size() / 2], peak);
    return 0;
}
