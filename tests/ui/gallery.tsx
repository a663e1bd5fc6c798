/** One state of the pane, as the address says: gallery.html?state=errors&theme=dark&lang=en */
import { createRoot, type Root } from 'react-dom/client';
import { Pane } from '../../src/taskpane/Pane';
import type { ThemeName } from '../../src/taskpane/shell/theme';
import type { Language } from '../../src/strings/messages';
import { type Scene, scenes } from './states';

declare global {
  interface Window {
    scene: Scene;
    show(search: string): Promise<void>;
  }
}

const container = document.getElementById('root')!;
let root: Root | undefined;

/** Takes down the state that is shown, with all it has kept, and puts another one up. */
async function show(search: string): Promise<void> {
  root?.unmount();
  window.scene?.session.dispose();
  history.replaceState(null, '', search);
  const asked = new URLSearchParams(search);
  const language = (asked.get('lang') ?? 'zh-CN') as Language;
  const scene = await scenes[asked.get('state') ?? 'errors']!();
  window.scene = scene;
  document.documentElement.lang = language;
  root = createRoot(container);
  root.render(
    <main style={{ height: '100%' }}>
      <Pane
        session={scene.session}
        lang={language}
        theme={(asked.get('theme') ?? 'light') as ThemeName}
        undo={scene.host.capabilities.undo}
      />
    </main>,
  );
}

window.show = show;
void show(location.search);
