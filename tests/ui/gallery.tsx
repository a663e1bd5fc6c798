/** One state of the pane, as the address says: gallery.html?state=errors&theme=dark&lang=en */
import { createRoot } from 'react-dom/client';
import { Pane } from '../../src/taskpane/Pane';
import type { ThemeName } from '../../src/taskpane/shell/theme';
import type { Language } from '../../src/strings/messages';
import { type Scene, scenes } from './states';

declare global {
  interface Window {
    scene: Scene;
  }
}

const asked = new URLSearchParams(location.search);
const make = scenes[asked.get('state') ?? 'errors'];
const root = document.getElementById('root');
if (make && root) {
  void make().then((scene) => {
    window.scene = scene;
    document.documentElement.lang = asked.get('lang') ?? 'zh-CN';
    createRoot(root).render(
      <main style={{ height: '100%' }}>
        <Pane
          session={scene.session}
          lang={(asked.get('lang') ?? 'zh-CN') as Language}
          theme={(asked.get('theme') ?? 'light') as ThemeName}
          undo={scene.host.capabilities.undo}
        />
      </main>,
    );
    root.dataset.ready = 'true';
  });
}
