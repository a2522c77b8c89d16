// Jest runs TypeScript through esbuild: types are checked by `tsc`, once, not by every test run.
import { transformSync } from 'esbuild';

export default {
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node20',
      sourcemap: true,
      sourcefile: path,
    });
    return { code, map };
  },
};
