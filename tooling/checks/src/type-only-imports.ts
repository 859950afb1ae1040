import { lineOf, type Offence, ROOT, readFiles, withoutComments } from './project.ts';

/** Packages that are built for elsewhere: they may know the server's types, never its code. */
const OUTSIDE = ['packages/sdk/src', 'apps/web/src'];
const SERVER = /^@setiket\/(core|db|api|worker)(\/|$)/;

/** Imports of server code, other than `import type`, from what runs in a browser or at a partner's. */
export function checkTypeOnlyImports(root = ROOT): Offence[] {
  const files = OUTSIDE.flatMap((folder) => ['.ts', '.tsx'].flatMap((ending) => readFiles(folder, ending, root)));
  return files.flatMap(({ file, text }) => {
    const imports = withoutComments(text).matchAll(/\b(import|export)\b(\s+type\b)?[^;'"]*?\(?\s*['"]([^'"]+)['"]/g);
    return [...imports].flatMap((match) => {
      const [, , type, module = ''] = match;
      if (type || !SERVER.test(module)) return [];
      return [{ file, line: lineOf(text, match.index), message: `may import only types from ${module}` }];
    });
  });
}
