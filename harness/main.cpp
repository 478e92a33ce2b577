int run_command_line(int, char**);
int main(int argc, char** argv) { (void)argc; (void)argv; return 0; }
