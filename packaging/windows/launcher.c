/* Starts the program: loads the Python beside this file and runs "-m danvan_desktop" with the arguments given.
   Built twice: danvan.exe without a console, danvan-cli.exe in one. */
#include <windows.h>
#include <shellapi.h>
#include <wchar.h>

typedef int (*py_main)(int, wchar_t **);

static int fail(const wchar_t *what) {
    MessageBoxW(NULL, what, L"Sổ tay dân vận", MB_OK | MB_ICONERROR);
    return 1;
}

int run(void) {
    static wchar_t folder[32768], library[32768], python[32768];
    DWORD length = GetModuleFileNameW(NULL, folder, 32768);
    while (length > 0 && folder[length - 1] != L'\\') length--;
    folder[length] = 0;
    wcscpy(library, folder);
    wcscat(library, L"python\\");
    SetDllDirectoryW(library);
    wcscat(library, L"python313.dll");
    HMODULE module = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!module) return fail(L"Thiếu tệp của phần mềm. Hãy cài lại từ USB.");
    py_main start = (py_main)(void *)GetProcAddress(module, "Py_Main");
    if (!start) return fail(L"Tệp của phần mềm bị hỏng. Hãy cài lại từ USB.");

    int count = 0;
    wchar_t **given = CommandLineToArgvW(GetCommandLineW(), &count);
    wchar_t **arguments = (wchar_t **)HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, (count + 8) * sizeof(wchar_t *));
    /* Python looks for its library beside what is named first. */
    wcscpy(python, folder);
    wcscat(python, L"python\\python.exe");
    int used = 0;
    arguments[used++] = python;
    arguments[used++] = L"-I";
    arguments[used++] = L"-X";
    arguments[used++] = L"utf8";
    arguments[used++] = L"-m";
    arguments[used++] = L"danvan_desktop";
    for (int i = 1; i < count; i++) arguments[used++] = given[i];
    return start(used, arguments);
}

#ifdef CONSOLE
int wmain(void) { return run(); }
#else
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR line, int show) { return run(); }
#endif
