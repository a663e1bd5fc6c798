/** English, for whoever asks for it: what is imported speaks it from then on. */
import { words } from './en';
import { addLanguage } from './messages';
import * as rules from './rules.en';

addLanguage('en', { words, ...rules, brackets: [' (', ')'], quotes: ['', ''] });
