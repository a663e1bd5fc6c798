import { Badge, Button, Select } from '@fluentui/react-components';
import { isSummed, type Reporter } from '../../core/rollup/reporters';
import type { RollUp } from '../../core/rollup/rollup';
import { put } from '../../strings/messages';
import { carriedText } from '../../strings/rollup';
import { SeverityIcon } from '../shell/SeverityIcon';
import { useStyles } from './styles';
import { useRoom } from './tools';

/** Who reported and who did not; those that need something first. */
export function Reporters({ rolled }: { readonly rolled: RollUp }) {
  const styles = useStyles();
  const { words, terms } = useRoom();
  const fine = rolled.reporters.filter(
    (one) => isSummed(one) && one.status !== 'faulty' && !one.late && !carriedText(one, terms),
  );
  const others = rolled.reporters.filter((one) => !fine.includes(one));
  return (
    <>
      <Units rolled={rolled} />
      {others.length > 0 && (
        <>
          <h2 className={styles.section}>{put(words.reporters.problems, { count: others.length })}</h2>
          <ul className={styles.list}>
            {others.map((one) => (
              <Row key={one.file ?? one.name} reporter={one} />
            ))}
          </ul>
        </>
      )}
      <h2 className={styles.section}>{put(words.reporters.fine, { count: fine.length })}</h2>
      <ul className={styles.list}>
        {fine.map((one) => (
          <Row key={one.file ?? one.name} reporter={one} />
        ))}
      </ul>
    </>
  );
}

function Row({ reporter }: { readonly reporter: Reporter }) {
  const styles = useStyles();
  const { room, state, words, terms } = useRoom();
  const { name, status, file, child, failure, late, overlap } = reporter;
  const counts = child?.contribution?.counts;
  const carried = carriedText(reporter, terms);
  const stale = state.changes?.files.some((one) => one.file === file && one.what === 'changed') ?? false;
  const rival =
    (status === 'doubled' ||
      status === 'replaced' ||
      status === 'within' ||
      (overlap?.kind === 'earlier' && overlap.known === 'byMembers')) &&
    child?.contribution?.year === state.rolled?.year;
  return (
    <li className={styles.item}>
      <span className={styles.line}>
        <strong>{name}</strong>
        <span className={styles.sign}>
          <SeverityIcon tone={toneOf(reporter, carried !== null)} />
          {terms.status[status]}
        </span>
      </span>
      {file !== null && file !== name && <p className={styles.hint}>{file}</p>}
      {stale && (
        <Badge appearance="tint" color="informative">
          {words.changes.badge}
        </Badge>
      )}
      {failure && <p className={styles.text}>{failure.reason}</p>}
      {status === 'year' && child && child.years.length > 0 && (
        <p className={styles.hint}>{put(words.reporters.years, { years: child.years.join(terms.and) })}</p>
      )}
      {carried !== null && <p className={styles.text}>{carried}</p>}
      {late && <p className={styles.hint}>{put(words.reporters.late, { ...late })}</p>}
      {counts && (
        <p className={styles.hint}>
          {put(words.reporters.counts, { hard: counts.hard, soft: counts.soft, info: counts.info })}
        </p>
      )}
      {rival && file !== null && (
        <Button
          size="small"
          aria-label={put(words.reporters.takeOf, { file })}
          onClick={() => room.take(file)}
        >
          {words.reporters.take}
        </Button>
      )}
    </li>
  );
}

const toneOf = (
  { status, late, overlap }: Reporter,
  carries: boolean,
): 'hard' | 'soft' | 'info' | 'passed' => {
  if (status === 'summed' || status === 'own') return late || carries ? 'soft' : 'passed';
  if (status === 'parent') return 'soft';
  if (status === 'within') return overlap?.kind === 'within' && overlap.moved ? 'hard' : 'soft';
  return ['copy', 'replaced', 'included'].includes(status) ? 'info' : 'hard';
};

/** Whether a province's figures include a unit that also reports by itself. */
function Units({ rolled }: { readonly rolled: RollUp }) {
  const styles = useStyles();
  const { room, words, terms } = useRoom();
  if (rolled.units.length === 0) return null;
  return (
    <section aria-label={words.reporters.units}>
      <h2 className={styles.section}>{words.reporters.units}</h2>
      {rolled.units.map(({ name, within, declared }) => (
        <label key={name} className={styles.line}>
          <span>{put(words.reporters.unit, { within, unit: name })}</span>
          <Select
            size="small"
            value={declared ?? ''}
            onChange={(_event, { value }) =>
              room.declare(name, value === 'included' || value === 'separate' ? value : null)
            }
          >
            <option value="">{words.reporters.undeclared}</option>
            <option value="included">{terms.declared.included}</option>
            <option value="separate">{terms.declared.separate}</option>
          </Select>
        </label>
      ))}
    </section>
  );
}
