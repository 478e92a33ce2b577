#include "harness/cli/command.hpp"

int main(int argc, char** argv) { return fipsprobe::run_command_line(argc, argv); }
