import { indicators } from './indicators';
import { rules } from './rules';
import type { Form, Header, HeaderLeaf, Section } from './schema';

const pair = (indicator: string, label: string, columns: string, cumulative: string): HeaderLeaf => ({
  label,
  indicator,
  columns,
  cumulative,
});
const under = (label: string, children: HeaderLeaf[]): Header => ({ label, children });
const single = (indicator: string, label: string, columns: string): HeaderLeaf => ({
  label,
  indicator,
  columns,
});

/** 二 and 三: the same three pairs. */
const companies = (id: string): Section['bands'] => [
  {
    shape: 'pairs',
    headers: [
      pair(`${id}.voluntary`, '自愿性（个）', 'E', 'F'),
      pair(`${id}.mandatory`, '强制性（个）', 'G', 'H'),
      pair(`${id}.total`, '合计', 'I:J', 'K:L'),
    ],
    heights: [15, 15, 17],
  },
];

const coverage = (id: string, label: string, column: string): HeaderLeaf =>
  single(`coverage.${id}`, label, column);

/** The sections as printed. There is no 四 and no 十二: neither is missing (rules.md, TPL-03). */
const sections: Section[] = [
  {
    id: 'training',
    title: '一、开展清洁生产培训情况[2]',
    titleColumns: 'A:D',
    short: '一、培训',
    bands: [
      {
        shape: 'pairs',
        headers: [
          pair('training.officials', '政府管理人员\n（人次）', 'E', 'F'),
          under('规模以上工业企业', [
            pair('training.enterprises', '企业数（个）', 'G', 'H'),
            pair('training.participants', '企业参加培训人数（人次）', 'I', 'J'),
            pair('training.leaders', '企业负责人参加培训人数（人次）', 'K', 'L'),
          ]),
        ],
        heights: [15, 28, 15, 17],
      },
    ],
  },
  {
    id: 'audit',
    title: '二、开展清洁生产审核企业数量[3]',
    titleColumns: 'A:D',
    short: '二、审核',
    bands: companies('audit'),
  },
  {
    id: 'acceptance',
    title: '三、通过清洁生产实施效果评估验收企业数量[4]',
    titleColumns: 'A:D',
    short: '三、验收',
    bands: companies('acceptance'),
  },
  {
    id: 'retrofit',
    title: '清洁生产技术改造项目情况[5]',
    titleColumns: 'A:D',
    short: '技术改造项目',
    bands: [
      {
        shape: 'pairs',
        headers: [
          pair('retrofit.proposed', '提出的清洁生产技术改造项目数（个）', 'E:F', 'G:H'),
          pair('retrofit.implemented', '已实施清洁生产技术改造项目数（个）', 'I:J', 'K:L'),
        ],
        heights: [28, 15, 17],
      },
      {
        shape: 'pairs',
        headers: [
          pair('retrofit.investment', '企业清洁生产技术改造\n投资额（万元）', 'E:F', 'G:H'),
          under('财政资金支持额度（万元）', [
            pair('retrofit.funding.central', '中央', 'I', 'J'),
            pair('retrofit.funding.local', '地方', 'K', 'L'),
          ]),
        ],
        heights: [15, 15, 15, 17],
      },
    ],
  },
  {
    id: 'effect',
    title: '五、清洁生产实施效果情况[6]',
    titleColumns: 'A',
    short: '五、实施效果',
    bands: [
      {
        shape: 'rows',
        label: '环境效果\n（年削减量）',
        labelColumns: 'B:D',
        headers: [
          single('effect.cod', 'COD\n（吨）', 'E'),
          single('effect.ammonia', '氨氮\n（吨）', 'F'),
          single('effect.so2', 'SO2\n（吨）', 'G'),
          single('effect.nox', 'NOx\n（吨）', 'H'),
          single('effect.dust', '粉尘\n（吨）', 'I'),
          single('effect.mercury', '汞\n（吨）', 'J'),
          single('effect.chromium', '铬\n（吨）', 'K'),
          single('effect.lead', '铅\n（吨）', 'L'),
        ],
        heights: [28, 17, 17],
      },
      {
        shape: 'rows',
        label: '环境效果\n（年削减量）',
        labelColumns: 'B:D',
        headers: [
          single('effect.cadmium', '镉\n（吨）', 'E'),
          single('effect.arsenic', '砷\n（吨）', 'F'),
          single('effect.energy', '节能\n（万吨标煤）', 'G:H'),
          single('effect.water', '节水\n（万吨）', 'I:J'),
          single('effect.benefit', '获得经济效益\n（万元）', 'K:L'),
        ],
        heights: [28, 17, 17],
      },
    ],
  },
  {
    id: 'coverage',
    title: '六、已开展清洁生产所覆盖行业的企业数量[7]',
    titleColumns: 'A',
    short: '六、覆盖行业',
    bands: [
      {
        shape: 'rows',
        label: '',
        labelColumns: 'B',
        headers: [
          coverage('steel', '钢铁\n（个）', 'C'),
          under('机械（个）', [
            coverage('machinery.total', '总计', 'D'),
            coverage('machinery.electroplating', '电镀', 'E'),
          ]),
          under('建材（个）', [
            coverage('buildingMaterials.total', '总计', 'F'),
            coverage('buildingMaterials.cement', '水泥', 'G'),
          ]),
          under('有色（个）', [
            coverage('nonferrous.total', '总计', 'H'),
            coverage('nonferrous.leadZinc', '铅锌冶炼', 'I'),
            coverage('nonferrous.rareEarth', '稀土', 'J'),
          ]),
          coverage('textile', '纺织\n（个）', 'K'),
          coverage('pharmaceutical', '制药\n（个）', 'L'),
        ],
        heights: [15, 28, 17, 17],
      },
      {
        shape: 'rows',
        label: '',
        labelColumns: 'B:D',
        headers: [
          under('化工（个）', [
            coverage('chemical.total', '合计', 'E'),
            coverage('chemical.nitrogenFertilizer', '氮肥', 'F'),
            coverage('chemical.pesticide', '农药', 'G'),
            coverage('chemical.chromate', '铬盐', 'H'),
            coverage('chemical.carbidePvc', '电石法聚氯乙烯', 'I'),
            coverage('chemical.adcFoamingAgent', 'ADC发泡剂', 'J'),
          ]),
          coverage('electrolyticManganese', '电解锰（个）', 'K'),
          coverage('electronics', '电子\n（个）', 'L'),
        ],
        heights: [15, 28, 17, 17],
      },
      {
        shape: 'rows',
        label: '',
        labelColumns: 'B:D',
        headers: [
          under('轻工（个）', [
            coverage('lightIndustry.total', '合计', 'E'),
            coverage('lightIndustry.fermentation', '发酵（含酿酒）', 'F'),
            coverage('lightIndustry.paper', '造纸', 'G'),
            coverage('lightIndustry.sugar', '制糖', 'H'),
            coverage('lightIndustry.battery', '电池', 'I'),
            coverage('lightIndustry.leather', '皮革', 'J'),
            coverage('lightIndustry.fluorescentLamp', '荧光灯', 'K'),
          ]),
          coverage('other', '其它（个）', 'L'),
        ],
        heights: [15, 28, 17, 17],
      },
    ],
  },
  {
    id: 'documents',
    title: '七、累计发布的与清洁生产有关的规范性文件',
    titleColumns: 'A:D',
    short: '七、规范性文件',
    pageBreakBefore: true,
    bands: [
      {
        shape: 'list',
        id: 'documents',
        fields: [
          { id: 'title', label: '文件名称', columns: 'E:H', type: 'text' },
          { id: 'number', label: '文号', columns: 'I:J', type: 'text' },
          { id: 'date', label: '发布日期', columns: 'K:L', type: 'date' },
        ],
        printedRows: 3,
        heights: [15, 28],
      },
    ],
  },
  {
    id: 'demonstration',
    title: '八、清洁生产示范工作开展情况',
    titleColumns: 'A',
    short: '八、示范',
    bands: [
      {
        shape: 'lines',
        labelColumns: 'B:D',
        headers: [
          { label: '国家级', columns: 'E:H', cells: ['E', 'F', 'G', 'H'] },
          { label: '省级', columns: 'I:L', cells: ['I', 'J', 'K', 'L'] },
        ],
        lines: [
          {
            label: '清洁生产示范企业数（个）',
            indicators: ['demonstration.enterprises.national', 'demonstration.enterprises.provincial'],
          },
          {
            label: '清洁生产示范园区数量（个）',
            indicators: ['demonstration.parks.national', 'demonstration.parks.provincial'],
          },
          {
            label: '清洁生产示范项目数量（个）',
            indicators: ['demonstration.projects.national', 'demonstration.projects.provincial'],
          },
        ],
        heights: [15, 28, 28, 28],
      },
    ],
  },
  {
    id: 'capacity',
    title: '九、清洁生产基础能力建设情况',
    titleColumns: 'A:D',
    short: '九、基础能力',
    bands: [
      {
        shape: 'values',
        headers: [
          under('咨询机构', [
            single('capacity.consultancies', '数量（个）', 'E:F'),
            single('capacity.consultants', '从业人数（人）', 'G:H'),
          ]),
          under('工业领域清洁生产专家库', [
            single('capacity.hasExpertPool', '有□  无□', 'I:J'),
            single('capacity.experts', '专家人数（人）', 'K:L'),
          ]),
        ],
        heights: [15, 15, 17],
      },
    ],
  },
  {
    id: 'agreement',
    title: '十、自愿签订进一步削减污染物企业情况',
    titleColumns: 'A:D',
    short: '十、自愿协议',
    bands: [
      {
        shape: 'pairs',
        headers: [
          pair('agreement.signed', '签订进一步削减污染物\n企业数量（个）', 'E:F', 'G:H'),
          pair('agreement.rewarded', '政府给予奖励和支持的\n企业数量（个）', 'I:J', 'K:L'),
        ],
        heights: [28, 15, 17],
      },
    ],
  },
  {
    id: 'otherWork',
    title: '十一、其他相关工作（例如：开展清洁生产相关产业、信贷、财税方面的工作情况）',
    titleColumns: 'A:D',
    short: '十一、其他相关工作',
    bands: [{ shape: 'text', id: 'text.otherWork', columns: 'E:L', heights: [148] }],
  },
  {
    id: 'problems',
    title: '十三、清洁生产工作存在的问题和建议',
    titleColumns: 'A:D',
    short: '十三、问题和建议',
    bands: [{ shape: 'text', id: 'text.problems', columns: 'E:L', heights: [148] }],
  },
];

/** 31 省（自治区、直辖市）, five 计划单列市 and 新疆生产建设兵团. */
const regions = [
  '北京市',
  '天津市',
  '河北省',
  '山西省',
  '内蒙古自治区',
  '辽宁省',
  '吉林省',
  '黑龙江省',
  '上海市',
  '江苏省',
  '浙江省',
  '安徽省',
  '福建省',
  '江西省',
  '山东省',
  '河南省',
  '湖北省',
  '湖南省',
  '广东省',
  '广西壮族自治区',
  '海南省',
  '重庆市',
  '四川省',
  '贵州省',
  '云南省',
  '西藏自治区',
  '陕西省',
  '甘肃省',
  '青海省',
  '宁夏回族自治区',
  '新疆维吾尔自治区',
  '大连市',
  '青岛市',
  '宁波市',
  '厦门市',
  '深圳市',
  '新疆生产建设兵团',
];

const unitsWithin = [
  { region: '大连市', within: '辽宁省' },
  { region: '宁波市', within: '浙江省' },
  { region: '厦门市', within: '福建省' },
  { region: '青岛市', within: '山东省' },
  { region: '深圳市', within: '广东省' },
  { region: '新疆生产建设兵团', within: '新疆维吾尔自治区' },
];

/** 《省（市、区）年度工业清洁生产工作情况报送表》, exactly as printed. */
export const form: Form = {
  id: 'cn.industrial-cleaner-production',
  version: '1',
  name: '工业清洁生产工作情况报送表',
  since: 2011,
  grid: {
    widths: [10.9, 7.7, 7.4, 7.4, 8, 8, 8, 8, 8, 8, 8, 8],
    frame: ['A', 'L'],
    pointsPerWidth: 5,
    textSize: 10,
    lineHeight: 13,
  },
  head: {
    rows: [
      { height: 14, items: [{ columns: 'A:L', text: '附件1', style: 'attachment', align: 'left' }] },
      {
        height: 24,
        items: [
          { columns: 'A:D', field: 'head.region', style: 'title', align: 'right' },
          { columns: 'E:G', text: '省（市、区）', style: 'title', align: 'center' },
          { columns: 'H', field: 'head.year', style: 'title', align: 'center' },
          { columns: 'I:L', text: '年度工业清洁生产', style: 'title', align: 'left' },
        ],
      },
      { height: 24, items: [{ columns: 'A:L', text: '工作情况报送表', style: 'title', align: 'center' }] },
      {
        height: 16,
        items: [
          { columns: 'A:B', text: '填报单位（章）：', style: 'plain', align: 'left' },
          { columns: 'C:G', field: 'head.organization', style: 'plain', align: 'left' },
          { columns: 'H:I', text: '填表人：', style: 'plain', align: 'right' },
          { columns: 'J:L', field: 'head.preparer', style: 'plain', align: 'left' },
        ],
      },
      {
        height: 16,
        items: [
          { columns: 'A:B', text: '联系方式：', style: 'plain', align: 'left' },
          { columns: 'C:L', field: 'head.contact', style: 'plain', align: 'left' },
        ],
      },
    ],
    fields: [
      { id: 'head.region', label: '省（市、区）', type: 'region' },
      { id: 'head.year', label: '年度', type: 'year' },
      { id: 'head.organization', label: '填报单位（章）', type: 'text' },
      { id: 'head.preparer', label: '填表人', type: 'text' },
      { id: 'head.contact', label: '联系方式', type: 'text' },
    ],
    tableHeight: 15,
    table: [
      { columns: 'A:D', text: '指标名称' },
      { columns: 'E:L', text: '具体信息' },
    ],
  },
  yearLabel: { blank: '××年', suffix: '年', firstMark: '[1]' },
  cumulativeLabel: '累计',
  units: [
    { unit: '个', whole: true, decimals: 0 },
    { unit: '人次', whole: true, decimals: 0 },
    { unit: '人', whole: true, decimals: 0 },
    { unit: '万元', whole: false, decimals: 2, slip: { unit: '元', factor: 10_000 } },
    { unit: '吨', whole: false, decimals: 2, slip: { unit: '千克', factor: 1000 } },
    { unit: '万吨', whole: false, decimals: 4, slip: { unit: '吨', factor: 10_000 } },
    { unit: '万吨标煤', whole: false, decimals: 4, slip: { unit: '吨标煤', factor: 10_000 } },
  ],
  indicators,
  sections,
  notesTitle: '填 报 说 明',
  notes: [
    '[1]表中所有“累计”均为自2011年1月1日起的累计数。',
    '[2]开展清洁生产培训情况：“政府管理人员”指各级政府管理人员参  加清洁生产培训的人次；“企业数”指开展清洁生产培训的规模以上工业企业数，包括企业在内部开展过清洁生产培训或企业主要负责人参加过清洁生产培训。“企业参加培训人数”指企业员工参加过内部或外部清洁生产培训的人次。',
    '[3]开展清洁生产审核企业：指开展清洁生产审核并得到有关部门确认的企业。',
    '[4]通过清洁生产实施效果评估验收企业：指实施清洁生产技术改造方案，并通过有关部门组织的对清洁生产实施效果评估的企业。',
    '[5]清洁生产技术改造情况：“提出的清洁生产技术改造项目数”指通过评估的清洁生产审核报告中确定的清洁生产中高费项目，或直接采用国家公布的清洁生产技术推行方案等目录上的技术进行技术改造的项目数量之和。“已实施清洁生产技术改造项目数”指实施完成并通过有关部门组织的清洁生产实施效果评估验收的项目数。',
    '[6]清洁生产实施效果情况：“环境效果”中污染物的削减量均为削减的产生量；“经济效果”实施清洁生产技术改造项目后产生的经济效益。',
    '[7]已开展清洁生产所覆盖行业的企业数量：“总计”中指大类行业开展清洁生产的总数，如：有色行业开展清洁生产企业“总计”数量，其中“铅锌冶炼”、“稀土”两个子行业分别的数量。',
  ],
  regions,
  peers: { deviations: 3.5, factor: 3, least: 5 },
  unitsWithin,
  rules,
};
