# Sourced by the other scripts. find_jdk sets JAVA_HOME (and jdk_release) to a JDK 25, else a JDK 21, by reading each `release` file:
# no JVM is started to look. TRYSAIL_JDK=21 asks for that one alone.

release_of() {
  local line=
  while IFS= read -r line; do
    case $line in JAVA_VERSION=*) line=${line#*'"'}; echo "${line%%[!0-9]*}"; return 0 ;; esac
  done 2>/dev/null <"$1/release" || true
}

find_jdk() {
  local wanted home
  for wanted in ${TRYSAIL_JDK:-25 21}; do
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java* /opt/*/jdk* \
      "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home; do
      if [ -x "$home/bin/javac" ] && [ "$(release_of "$home")" = "$wanted" ]; then
        export JAVA_HOME=$home
        jdk_release=$wanted
        return 0
      fi
    done
  done
  echo "trysail needs a JDK 25 (or 21) and found none. Install one, such as Debian's openjdk-21-jdk or Temurin 25," >&2
  echo "or set JAVA_HOME to where it is." >&2
  exit 2
}

# What the JVM of a session is started with, and so what the archive of its classes has to be made with.
jvm_flags=(
  --enable-preview --enable-native-access=ALL-UNNAMED
  -Dsun.net.http.retryPost=false -Dhttp.keepAlive=false -Djdk.virtualThreadScheduler.parallelism=8
  -XX:+UseSerialGC -XX:TieredStopAtLevel=4
)

need_maven() {
  if ! command -v mvn >/dev/null 2>&1; then
    echo "trysail is built with Maven 3.8 or later and found no 'mvn'. Install it, such as Debian's package maven." >&2
    exit 2
  fi
}
