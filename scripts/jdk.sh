# Sourced by the other scripts. find_jdk sets JAVA_HOME (and jdk_release) to a JDK 25, else a JDK 21, by reading each `release` file:
# no JVM is started to look. TRYSAIL_JDK=21 asks for that one alone.

release_of() {
  local line=
  while IFS= read -r line; do
    case $line in JAVA_VERSION=*) line=${line#*'"'}; echo "${line%%[!0-9]*}"; return 0 ;; esac
  done 2>/dev/null <"$1/release" || true
}

# A service, a container or `env -i` may have no HOME: then nobody's home is looked into.
# find_jdk 25 takes that one alone, because what is to run was built with it.
find_jdk() {
  local wanted home release others= built=${1:-}
  case ${TRYSAIL_JDK:-} in
    '' | 21 | 25) ;;
    *)
      echo "trysail: TRYSAIL_JDK is '$TRYSAIL_JDK': write 25 or 21, the JDKs that Trysail runs on, or leave it out." >&2
      exit 2
      ;;
  esac
  for wanted in ${built:-${TRYSAIL_JDK:-25 21}}; do
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java* /opt/*/jdk* \
      ${HOME:+"$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/*} \
      /Library/Java/JavaVirtualMachines/*/Contents/Home; do
      if [ -x "$home/bin/javac" ]; then
        release=$(release_of "$home")
        if [ "$release" = "$wanted" ]; then
          export JAVA_HOME=$home
          jdk_release=$wanted
          return 0
        fi
        case " $others " in *" $release "*) ;; *) others="${others:+$others }$release" ;; esac
      fi
    done
  done
  if [ -n "$built" ]; then
    echo "trysail: this was built with JDK $built and runs on that one alone, which is not here${others:+ (found: JDK ${others// /, })}." >&2
    echo "Install one, or set JAVA_HOME to where it is." >&2
  elif [ -n "${TRYSAIL_JDK:-}" ]; then
    echo "trysail: TRYSAIL_JDK asks for a JDK $TRYSAIL_JDK, and there is none here${others:+ (found: JDK ${others// /, })}." >&2
    echo "Install one, set JAVA_HOME to where it is, or leave TRYSAIL_JDK out." >&2
  else
    echo "trysail needs a JDK 25 (or 21) and found none${others:+, but JDK ${others// /, }}. Install one, such as Debian's" >&2
    echo "openjdk-21-jdk or Temurin 25, or set JAVA_HOME to where it is." >&2
  fi
  exit 2
}

# Started in the background (nohup, &), a process ignores SIGINT or SIGHUP, and so would every session that a test signals.
# hear_signals SCRIPT WORDS... starts the script anew without that, where there is need.
hear_signals() {
  local ignored
  ignored=$(sed -n 's/^SigIgn:[[:space:]]*//p' /proc/self/status 2>/dev/null || true)
  if ((16#${ignored:-0} & 16#4003)) && env --default-signal=HUP,INT,TERM true 2>/dev/null; then
    exec env --default-signal=HUP,INT,TERM "$@"
  fi
}

# Where the locale is plain ASCII, a JVM cannot open a file whose name is not: it is given UTF-8 for names alone, and told
# what the terminal takes. Sets utf8_names (what to start a JVM with) and ascii_out (what the JVM is told).
plain_locale() {
  utf8_names=()
  ascii_out=()
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    '' | C | POSIX)
      utf8_names=(env LC_ALL=C.UTF-8)
      ascii_out=(-Dstdout.encoding=US-ASCII -Dstderr.encoding=US-ASCII)
      ;;
  esac
}
plain_locale

# What the JVM of a session is started with, and so what the archive of its classes has to be made with.
jvm_flags=(
  --enable-preview --enable-native-access=ALL-UNNAMED
  -Dsun.net.http.retryPost=false -Dhttp.keepAlive=false -Djdk.virtualThreadScheduler.parallelism=8
  -XX:+UseSerialGC -XX:TieredStopAtLevel=4
  # Half of a small container is room for a session and what a JVM takes beside its heap.
  -XX:MaxRAMPercentage=50
)

need_maven() {
  if ! command -v mvn >/dev/null 2>&1; then
    echo "trysail is built with Maven 3.8 or later and found no 'mvn'. Install it, such as Debian's package maven." >&2
    exit 2
  fi
}
