// Jest runs TypeScript through esbuild: types are checked by `tsc`, once, not by every test run.
import { transformSync } from 'esbuild';

// Jest cannot link modules that two lazy imports ask for at the same moment; Node can. Here they wait for each other.
const oneByOne =
  'const $inTurn=(load)=>(globalThis.$loading=Promise.resolve(globalThis.$loading).then(load,load));';

export default {
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node20',
      sourcemap: true,
      sourcefile: path,
    });
    const lazy = code.replace(/\bimport\(("[^"]+")\)/g, '$inTurn(()=>import($1))');
    return { code: lazy === code ? code : oneByOne + lazy, map };
  },
};
