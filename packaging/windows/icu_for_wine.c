/* Stands for icuuc.dll, which Windows 10 has and wine lacks: Qt loads it for old encodings, which no trial needs.
   For trials under wine alone; no package holds it. */
#define REFUSED 16 /* U_UNSUPPORTED_ERROR */
#define SAY(name) __declspec(dllexport) void *name(void) { return 0; }
__declspec(dllexport) void *ucnv_open(const char *name, int *error) { (void)name; *error = REFUSED; return 0; }
SAY(ucnv_close)
SAY(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
SAY(UCNV_TO_U_CALLBACK_SUBSTITUTE)
SAY(ucnv_reset)
SAY(ucnv_getMaxCharSize)
SAY(ucnv_getName)
SAY(ucnv_getToUCallBack)
SAY(ucnv_getFromUCallBack)
SAY(ucnv_setToUCallBack)
SAY(ucnv_setFromUCallBack)
SAY(ucnv_cbToUWriteUChars)
SAY(ucnv_toUnicode)
SAY(ucnv_cbFromUWriteUChars)
SAY(ucnv_toUCountPending)
SAY(ucnv_fromUCountPending)
SAY(ucnv_getStandardName)
SAY(ucnv_getAvailableName)
SAY(ucnv_countAvailable)
SAY(ucnv_fromUnicode)
int __stdcall DllMainCRTStartup(void *module, unsigned reason, void *nothing) {
    (void)module; (void)reason; (void)nothing;
    return 1;
}
