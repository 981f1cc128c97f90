@echo off
rem Starts Espalier on the Java in JAVA_HOME or on the PATH. Untested: no Windows machine has run it yet.
setlocal
set "ESPALIER_HOME=%~dp0.."
set "ESPALIER_JAVA=java"
if defined JAVA_HOME set "ESPALIER_JAVA=%JAVA_HOME%\bin\java"
if not defined OMP_NUM_THREADS set OMP_NUM_THREADS=1
if not defined OPENBLAS_NUM_THREADS set OPENBLAS_NUM_THREADS=1
if not defined OMP_WAIT_POLICY set OMP_WAIT_POLICY=passive
"%ESPALIER_JAVA%" -XX:MaxRAMPercentage=40 "-Djdk.serialFilter=!*" "-Djava.library.path=%ESPALIER_HOME%\lib\none" %JAVA_OPTS% %ESPALIER_OPTS% "-Despalier.home=%ESPALIER_HOME%" -cp "%ESPALIER_HOME%\lib\*" org.espalier.launcher.Main %*
exit /b %ERRORLEVEL%
