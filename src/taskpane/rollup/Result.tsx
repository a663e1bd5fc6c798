import { Button } from '@fluentui/react-components';
import { countsOf } from '../../app/rollup/room';
import { put } from '../../strings/messages';
import { Tabs } from '../shell/Tabs';
import { Changes } from './Changes';
import { Parts } from './Parts';
import { Problems } from './Problems';
import { Reporters } from './Reporters';
import { Save } from './Save';
import { useStyles } from './styles';
import { useRoom } from './tools';
import { Totals } from './Totals';

const TABS = ['totals', 'reporters', 'findings', 'changes', 'save'] as const;

export function Result() {
  const styles = useStyles();
  const { room, state, words } = useRoom();
  const { rolled, tab, slot, previous } = state;
  if (!rolled) return null;
  const heading = put(words.result.heading, { region: rolled.region ?? '', year: String(rolled.year) });
  return (
    <>
      <div className={styles.inner}>
        <div className={styles.line}>
          <strong>{heading.trim()}</strong>
          <Button size="small" appearance="subtle" onClick={() => room.again()}>
            {words.result.again}
          </Button>
        </div>
        <p className={styles.hint}>{put(words.result.summary, countsOf(rolled))}</p>
      </div>
      <Tabs
        names={TABS.filter((one) => one !== 'changes' || previous?.recalled).map(
          (one) => [one, words.result.tabs[one]] as const,
        )}
        chosen={tab}
        onChoose={(next) => room.show(next)}
      >
        <div className={styles.inner}>
          {tab === 'totals' &&
            (slot === null ? <Totals rolled={rolled} /> : <Parts rolled={rolled} slot={slot} />)}
          {tab === 'reporters' && <Reporters rolled={rolled} />}
          {tab === 'findings' && <Problems rolled={rolled} />}
          {tab === 'changes' && <Changes rolled={rolled} />}
          {tab === 'save' && <Save />}
        </div>
      </Tabs>
    </>
  );
}
