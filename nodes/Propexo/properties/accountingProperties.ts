import type { INodeProperties } from 'n8n-workflow';

import { RESOURCES, WRITES } from '../catalogue/index';
import { READ_RESOURCES, READS } from '../catalogue/reads';
import { bodyParameters } from './bodyProperties';
import { fieldParameters } from './fieldProperties';
import { noticeParameters } from './noticeProperties';
import { readParameters } from './readProperties';
import { selectors } from './selectors';
import { writeJobParameters } from './writeJobProperties';
import { optionParameters } from './writeOptions';

/** Every parameter of the Propexo Accounting node, in the order in which a form asks for them. */
export const accountingParameters: INodeProperties[] = [
	...selectors(RESOURCES, READ_RESOURCES),
	...noticeParameters(RESOURCES, WRITES),
	...bodyParameters(WRITES),
	...fieldParameters(WRITES),
	...readParameters(READS),
	...writeJobParameters,
	...optionParameters(WRITES),
];
