#!/usr/bin/env bash
# Fetches the MongoDB-protocol server that the tests use where MONGODB_TEST_URI names no real MongoDB.
# Needs Java 17 or later and Maven. Does nothing when the jars of this pom.xml are there already.
set -euo pipefail
cd "$(dirname "$0")"

stamp=jars/.pom.sha256
if [ -f "$stamp" ] && sha256sum --check --status "$stamp"; then
  exit 0
fi
for tool in java mvn; do
  command -v "$tool" >/dev/null || {
    echo "test/mongo/install.sh needs $tool (Debian: apt-get install openjdk-17-jre-headless maven)" >&2
    exit 1
  }
done
rm -rf jars
mvn -q -B dependency:copy-dependencies -DoutputDirectory=jars
sha256sum pom.xml >"$stamp"
