import { defineLanguage } from '../kernel/language.ts';
import { FIELD_SENTENCES } from './field-sentences.ts';
import { REFUSALS_IN_INDONESIAN } from './refusals.id.ts';

defineLanguage({ fields: FIELD_SENTENCES, refusals: REFUSALS_IN_INDONESIAN });

export { FIELD_SENTENCES, REFUSALS_IN_INDONESIAN };
