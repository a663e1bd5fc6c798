import { Button, ProgressBar } from '@fluentui/react-components';
import { put } from '../../strings/messages';
import { useStyles } from './styles';
import { useRoom } from './tools';

/** How far the reading is, and the way out of it. */
export function Reading() {
  const styles = useStyles();
  const { room, state, words } = useRoom();
  const { done, total, file } = state.progress;
  return (
    <div className={styles.scroll}>
      <div className={styles.stack}>
        <h2 className={styles.section}>{words.reading.title}</h2>
        <ProgressBar
          aria-label={words.reading.title}
          value={done}
          max={Math.max(total, 1)}
          thickness="large"
        />
        <p className={styles.hint}>{put(words.reading.step, { done, total, file })}</p>
        <div className={styles.row}>
          <Button onClick={() => room.cancel()}>{words.reading.cancel}</Button>
        </div>
      </div>
    </div>
  );
}
