#!/bin/sh
# Rebuilds what is vendored under scaleup/static: GOV.UK Frontend in our typeface, and Source Sans 3.
# Needs Node 20 and npm; nobody who runs Scaleup does, because the results are committed.
set -eu

GOVUK=6.3.0
SASS=1.108.2
FONT=5.3.0

here=$(cd "$(dirname "$0")" && pwd)
static="$here/../scaleup/static"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

command -v npm >/dev/null || { echo "make vendor needs Node and npm; running Scaleup does not." >&2; exit 1; }
echo "Fetching govuk-frontend $GOVUK, sass $SASS and Source Sans 3 $FONT ..."
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" \
  "govuk-frontend@$GOVUK" "sass@$SASS" "@fontsource-variable/source-sans-3@$FONT" >/dev/null

cp "$here/govuk.scss" "$work/govuk.scss"
"$work/node_modules/.bin/sass" --quiet-deps --no-source-map --style=compressed --load-path="$work/node_modules" \
  "$work/govuk.scss" "$work/govuk.css"
if grep -q -i -E 'GDS Transport|@font-face|govuk-crest|url\(' "$work/govuk.css"; then
  echo "The compiled style sheet still names a typeface or picture that is not ours to use." >&2
  exit 1
fi

mkdir -p "$static/vendor" "$static/fonts"
{ printf '/* GOV.UK Frontend %s, MIT licence, Crown copyright; compiled with our own typeface. See THIRD_PARTY_NOTICES. */\n' "$GOVUK"
  cat "$work/govuk.css"; } > "$static/vendor/govuk-frontend.min.css"
{ printf '/* GOV.UK Frontend %s, MIT licence, Crown copyright. See THIRD_PARTY_NOTICES. */\n' "$GOVUK"
  sed "s,//# sourceMappingURL=.*,," "$work/node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js"; } > "$static/vendor/govuk-frontend.min.js"
for part in latin latin-ext; do
  cp "$work/node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-$part-wght-normal.woff2" \
    "$static/fonts/source-sans-3-$part.woff2"
done
cp "$work/node_modules/@fontsource-variable/source-sans-3/LICENSE" "$static/fonts/OFL.txt"
printf 'govuk-frontend %s\nsass %s\n@fontsource-variable/source-sans-3 %s\n' "$GOVUK" "$SASS" "$FONT" > "$static/vendor/VERSIONS"
ls -l "$static/vendor" "$static/fonts"
