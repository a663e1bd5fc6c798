import { makeStyles, tokens } from '@fluentui/react-components';

export const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  /** Excel's own menu covers the top right corner. */
  first: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    paddingRight: '40px',
  },
  region: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
  year: { flexShrink: 0, minWidth: '104px', fontVariantNumeric: 'tabular-nums' },
  single: { flexShrink: 0, fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 },
  second: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  state: {
    display: 'flex',
    flexGrow: 1,
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalXS,
    minWidth: 0,
    fontVariantNumeric: 'tabular-nums',
    '& svg': { marginTop: '2px' },
  },
  words: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  rest: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});
