// Packs the build output for embedding: every file of build/ becomes a .gz in
// dist/, the same bytes whatever the machine, and sources.sum names the sources
// that it was built from, so that a test can tell when a rebuild was forgotten.
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const inputs = ['index.html', 'package.json', 'package-lock.json', 'vite.config.js', 'public', 'scripts', 'src'];

// files lists what is under path, in byte order, with forward slashes.
function files(path) {
  const entries = readdirSync(path, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/')).sort();
}

// The editor carries code of others, whose notices its package keeps apart.
appendFileSync('build/licenses.md', '\n' + readFileSync('node_modules/monaco-editor/ThirdPartyNotices.txt', 'utf8'));

rmSync('dist', { recursive: true, force: true });
let size = 0;
for (const file of files('build')) {
  const packed = gzipSync(readFileSync(file), { level: 9 });
  packed[9] = 255; // the operating system in the header: unknown
  const target = join('dist', file.slice('build/'.length) + '.gz');
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, packed);
  size += packed.length;
}

const sources = inputs.flatMap((input) => (/\.\w+$/.test(input) ? [input] : files(input)));
const lines = sources.sort().map((file) => {
  return `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${file}\n`;
});
writeFileSync('sources.sum', lines.join(''));
console.log(`dist: ${files('dist').length} files, ${size} bytes`);
