import { join } from 'node:path';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { packageRoot } from '#src/package-root';

const FOLDER = join(packageRoot(), 'src', 'web', 'browser');

/** What the build makes of the scripts, by their names. */
function built(): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(join(FOLDER, 'tsconfig.json'), ts.sys.readFile) as {
    readonly config: unknown;
  };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, FOLDER);
  const scripts = new Map<string, string>();
  const unchecked = { ...options, noCheck: true, noLib: true };
  ts.createProgram(fileNames, unchecked).emit(undefined, (path, text) => scripts.set(path, text));
  return new Map([...scripts].map(([path, text]) => [path.replace(/^.*\//, ''), text]));
}

describe('the script of the frame for diagrams', () => {
  it('is a classic one, which a frame of no origin may load; the others are modules', () => {
    const modules = [...built()].filter(([, text]) => /^(?:import|export)\b/m.test(text));
    const names = modules.map(([name]) => name);
    expect(names).toContain('diagrams.js');
    expect(names).not.toContain('mermaid-frame.js');
  });
});
