/** Univer fills an open editor anew when a result for its cell arrives; what was typed so far would be lost. */
import { IEditorBridgeService } from '@univerjs/sheets-ui';
import type { Engine } from './engine';

export function keepTyping({ injector }: Engine): void {
  const bridge = injector.get(IEditorBridgeService);
  const refresh = bridge.refreshEditCellState.bind(bridge);
  bridge.refreshEditCellState = () => {
    if (!bridge.isVisible().visible) refresh();
  };
}
