/** cpreport. The program itself is a part of its own, so that Node can keep it compiled (from 22.8 on). */
import module from 'node:module';

(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
void import('./main').then(({ main }) => main(process.argv.slice(2)));
