import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Circle16Regular } from '@fluentui/react-icons/svg/circle';
import { ErrorCircle16Filled } from '@fluentui/react-icons/svg/error-circle';
import { Info16Regular } from '@fluentui/react-icons/svg/info';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';

export type Tone = 'hard' | 'soft' | 'info' | 'passed' | 'neutral';

const useStyles = makeStyles({
  icon: { flexShrink: 0, forcedColorAdjust: 'auto' },
  hard: { color: tokens.colorPaletteRedForeground1 },
  soft: { color: tokens.colorPaletteDarkOrangeForeground1 },
  info: { color: tokens.colorBrandForeground1 },
  passed: { color: tokens.colorPaletteGreenForeground1 },
  neutral: { color: tokens.colorNeutralForeground3 },
});

const icons = {
  hard: ErrorCircle16Filled,
  soft: Warning16Filled,
  info: Info16Regular,
  passed: CheckmarkCircle16Filled,
  neutral: Circle16Regular,
};

/** Shape and colour; the word always stands beside it. */
export function SeverityIcon({ tone }: { readonly tone: Tone }) {
  const styles = useStyles();
  const Icon = icons[tone];
  return <Icon className={mergeClasses(styles.icon, styles[tone])} aria-hidden />;
}
