import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { useId, useState } from 'react';
import { type FindingSection, HEAD } from '../../app/findings';
import { usePane } from '../shell/context';
import { SeverityIcon } from '../shell/SeverityIcon';
import { Card } from './Card';
import { useStyles } from './styles';

interface Props {
  readonly section: FindingSection;
  readonly openId: string | null;
  readonly onOpen: (id: string | null) => void;
  /** What is done with: folded at first. */
  readonly done?: boolean;
}

/** One section of the form with what was found in it. */
export function FindingsSection({ section, openId, onOpen, done = false }: Props) {
  const styles = useStyles();
  const { words, put } = usePane();
  const [folded, setFolded] = useState(done);
  const id = useId();
  const title = section.title ?? (section.id === HEAD ? words.findings.head : words.findings.whole);
  return (
    <div data-section={section.id}>
      <h2 className={styles.title}>
        <button
          type="button"
          className={styles.heading}
          aria-expanded={!folded}
          aria-controls={id}
          onClick={() => setFolded(!folded)}
        >
          {folded ? <ChevronRight16Regular aria-hidden /> : <ChevronDown16Regular aria-hidden />}
          <span className={styles.grow}>{title}</span>
          <SeverityIcon tone={done ? 'passed' : section.worst} />
          <span className={styles.number}>{put(words.findings.count, { count: section.count })}</span>
        </button>
      </h2>
      <div id={id} hidden={folded}>
        {section.blocks.map((block, index) => (
          <div key={block.id + String(index)}>
            {block.name !== '' && <h3 className={styles.name}>{block.name}</h3>}
            <ul className={styles.list}>
              {block.groups.map((group) => (
                <Card key={group.id} group={group} open={group.id === openId} onOpen={onOpen} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </div>
  );
}
