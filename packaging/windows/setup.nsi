; Setup for one user, without an administrator: makensis -DVERSION=… -DTREE=… -DOUT=… setup.nsi
; The new version is unpacked beside the old one and takes its place only when it is whole. Records lie elsewhere
; (%LOCALAPPDATA%\danvan) and are touched neither by an upgrade nor by an uninstallation.
Unicode true
ManifestDPIAware true
SetCompressor /SOLID /FINAL lzma
SetCompressorDictSize 64
RequestExecutionLevel user
Name "Sổ tay dân vận"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\danvan"
BrandingText "Sổ tay dân vận ${VERSION}"
Icon "danvan.ico"
UninstallIcon "danvan.ico"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1066 "ProductName" "Sổ tay dân vận"
VIAddVersionKey /LANG=1066 "FileDescription" "Cài đặt Sổ tay dân vận"
VIAddVersionKey /LANG=1066 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "LegalCopyright" "MIT, OFL-1.1"

!include "MUI2.nsh"
!include "x64.nsh"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\danvan"
!define MUI_ICON "danvan.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\danvan.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Mở Sổ tay dân vận"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "Máy này dùng Windows 32 bit. Phần mềm cần Windows 10 64 bit (bản 1809) trở lên." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

; What cannot be written ends the setup at once: nothing half is left on the drive.
Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR.moi"
FunctionEnd

Section "-program" PROGRAM
  RMDir /r "$INSTDIR.moi"
  ClearErrors
  SetOutPath "$INSTDIR.moi"
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$INSTDIR.moi", *l .r1, p 0, p 0) i .r0'
  ${If} $0 <> 0
    System::Int64Op $1 / 1048576
    Pop $1
    SectionGetSize ${PROGRAM} $0
    IntOp $0 $0 / 1024
    ${If} $1 < $0
      SetOutPath "$TEMP"
      RMDir /r "$INSTDIR.moi"
      MessageBox MB_OK|MB_ICONSTOP "Ổ đĩa không đủ chỗ: cần $0 MB, còn $1 MB. Hãy xóa bớt tệp không dùng rồi cài lại. Bản cũ và dữ liệu vẫn nguyên." /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${EndIf}
  File /r "${TREE}\*"
  WriteUninstaller "$INSTDIR.moi\go-cai-dat.exe"
  IfErrors broken
  SetOutPath "$TEMP"

  IfFileExists "$INSTDIR\danvan.exe" 0 place
    RMDir /r "$INSTDIR.cu"
    ClearErrors
    Rename "$INSTDIR" "$INSTDIR.cu"
    IfErrors open
  place:
    ClearErrors
    Rename "$INSTDIR.moi" "$INSTDIR"
    IfErrors back
  RMDir /r "$INSTDIR.cu"
  Goto register

  back:
    Rename "$INSTDIR.cu" "$INSTDIR"
  broken:
    ; A folder in which a program stands is not removed.
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR.moi"
    MessageBox MB_OK|MB_ICONSTOP "Không cài được (ổ đĩa đầy hoặc phần mềm diệt vi-rút chặn). Bản cũ và dữ liệu vẫn nguyên." /SD IDOK
    SetErrorLevel 2
    Quit
  open:
    RMDir /r "$INSTDIR.moi"
    MessageBox MB_OK|MB_ICONSTOP "Phần mềm đang mở. Hãy đóng lại rồi cài tiếp. Bản cũ và dữ liệu vẫn nguyên." /SD IDOK
    SetErrorLevel 3
    Quit

  register:
  CreateShortcut "$SMPROGRAMS\Sổ tay dân vận.lnk" "$INSTDIR\danvan.exe"
  CreateShortcut "$DESKTOP\Sổ tay dân vận.lnk" "$INSTDIR\danvan.exe"
  WriteRegStr HKCU "Software\Classes\.danvan" "" "danvan.bundle"
  WriteRegStr HKCU "Software\Classes\danvan.bundle" "" "Tệp trao đổi của Sổ tay dân vận"
  WriteRegStr HKCU "Software\Classes\danvan.bundle\DefaultIcon" "" "$INSTDIR\danvan.exe,0"
  WriteRegStr HKCU "Software\Classes\danvan.bundle\shell\open\command" "" '"$INSTDIR\danvan.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.danvan-update" "" "danvan.update"
  WriteRegStr HKCU "Software\Classes\danvan.update" "" "Tệp cập nhật Sổ tay dân vận"
  WriteRegStr HKCU "Software\Classes\danvan.update\DefaultIcon" "" "$INSTDIR\danvan.exe,0"
  WriteRegStr HKCU "Software\Classes\danvan.update\shell\open\command" "" '"$INSTDIR\danvan.exe" "%1"'
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Sổ tay dân vận"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\danvan.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\go-cai-dat.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\go-cai-dat.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  ClearErrors
  Delete "$INSTDIR\danvan.exe"
  IfErrors 0 free
    MessageBox MB_OK|MB_ICONSTOP "Phần mềm đang mở. Hãy đóng lại rồi gỡ." /SD IDOK
    SetErrorLevel 3
    Quit
  free:
  Delete "$SMPROGRAMS\Sổ tay dân vận.lnk"
  Delete "$DESKTOP\Sổ tay dân vận.lnk"
  DeleteRegKey HKCU "Software\Classes\.danvan"
  DeleteRegKey HKCU "Software\Classes\danvan.bundle"
  DeleteRegKey HKCU "Software\Classes\.danvan-update"
  DeleteRegKey HKCU "Software\Classes\danvan.update"
  DeleteRegKey HKCU "${UNINSTALL}"
  RMDir /r "$LOCALAPPDATA\danvan-state\versions"
  RMDir /r "$INSTDIR"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
