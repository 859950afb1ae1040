import { readdirSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join, relative } from 'node:path';

export const ROOT = join(import.meta.dirname, '../../..');

/** One thing that is wrong, where it is. */
export type Offence = { file: string; line: number; message: string };

export type SourceFile = { file: string; text: string };

const SKIPPED = new Set(['node_modules', 'dist', 'generated', 'coverage', '.turbo']);

/** Files below a folder whose name ends so, with their text; paths are relative to the root. */
export function readFiles(folder: string, ending: string, root = ROOT): SourceFile[] {
  return listFolder(join(root, folder)).flatMap((entry) => {
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : readFiles(join(folder, entry.name), ending, root);
    if (!entry.name.endsWith(ending)) return [];
    const file = join(root, folder, entry.name);
    return [{ file: relative(root, file), text: readFileSync(file, 'utf8') }];
  });
}

function listFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** The text with its comments blanked out, every other character where it was. */
export function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, ' ');
  return text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(?<![:'"`\w])\/\/.*$/gm, blank);
}

export function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || /(^|\/)test\//.test(file);
}

/** Folder of an installed package. */
export function findPackage(name: string): string {
  const manifest = findPackageJSON(name, import.meta.url);
  if (!manifest) throw new Error(`The package ${name} is not installed.`);
  return dirname(manifest);
}
