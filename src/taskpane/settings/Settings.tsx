import { Label, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { Stage } from '../../core';
import { type Language, LANGUAGES } from '../../strings/messages';
import { usePane } from '../shell/context';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

const names: Readonly<Record<Language, string>> = { 'zh-CN': '简体中文', en: 'English' };
const STAGES: readonly Stage[] = ['draft', 'final'];

interface Props {
  /** The words of the language that was chosen did not come. */
  readonly wordless: boolean;
  readonly onLanguage: (language: Language) => void;
}

/** Language and stage; what is listed is set where the list is. */
export function Settings({ wordless, onLanguage }: Props) {
  const styles = useStyles();
  const { session, state, language, words } = usePane();
  const id = useId();
  const stageNames = { draft: words.settings.stageDraft, final: words.settings.stageFinal };
  return (
    <section className={styles.panel} aria-label={words.settings.title}>
      <Label htmlFor={`${id}-language`}>{words.settings.language}</Label>
      <Select
        id={`${id}-language`}
        size="small"
        value={language}
        onChange={(_, { value }) => {
          const chosen = LANGUAGES.find((one) => one === value);
          if (chosen) onLanguage(chosen);
        }}
      >
        {LANGUAGES.map((one) => (
          <option key={one} value={one} lang={one}>
            {names[one]}
          </option>
        ))}
      </Select>
      {wordless && <p role="alert">{words.pane.notLoaded}</p>}
      <Label htmlFor={`${id}-stage`}>{words.settings.stage}</Label>
      <Select
        id={`${id}-stage`}
        size="small"
        value={state.stage}
        onChange={(_, { value }) => {
          const chosen = STAGES.find((one) => one === value);
          if (chosen) session.setStage(chosen);
        }}
      >
        {STAGES.map((one) => (
          <option key={one} value={one}>
            {stageNames[one]}
          </option>
        ))}
      </Select>
    </section>
  );
}
