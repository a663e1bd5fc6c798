/**
 * Univer reads a text while it is typed as if it were a formula, and after half a bracket, 鲁经信[2012…, thinks itself
 * inside of it ever after: every formula typed from then on was #NAME?.
 */
import { LexerTreeBuilder } from '@univerjs/engine-formula';
import type { Engine } from './engine';

interface Reader {
  _resetTemp(): void;
  _squareBracketState: number;
  _tableBracketState: boolean;
  _openBracketNormalIndexStack: number[];
}

export function forgetBrackets({ injector }: Engine): void {
  const reader = injector.get(LexerTreeBuilder) as unknown as Reader;
  const reset = reader._resetTemp.bind(reader);
  reader._resetTemp = () => {
    reset();
    reader._squareBracketState = 0;
    reader._tableBracketState = false;
    reader._openBracketNormalIndexStack = [];
  };
}
