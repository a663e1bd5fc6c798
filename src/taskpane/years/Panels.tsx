import { usePane } from '../shell/context';
import { Adjust } from './Adjust';
import { Chain } from './Chain';
import { Prior } from './Prior';

export { Gaps } from './Gaps';

/** The panel that is open. */
export default function Panels() {
  const { state } = usePane();
  switch (state.panel) {
    case 'prior':
      return <Prior />;
    case 'adjust':
      return <Adjust />;
    case 'chain':
      return <Chain />;
    case null:
      return null;
  }
}
