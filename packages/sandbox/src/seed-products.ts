import { derive } from "./derive.ts";
import type { Shape } from "./pictures.ts";

/** The demo company's goods: fifty kinds in four colours, as a Shenzhen seller of small things would have. */

export type DemoSku = {
  readonly sku: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly kind: string;
  readonly barcode: string; // EAN-13
  readonly imageUrl: string; // relative; `serve` it with `picturesSandbox`, or draw it with `productSvg`
  readonly weightG: number;
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly priceMinor: number; // US cents, what it is listed for
  readonly costMinor: number; // CNY fen
  readonly declaredNameEn: string;
  readonly declaredNameZh: string;
  readonly declaredMinor: number;
  readonly declaredCurrency: "USD";
  readonly hsCode: string;
  readonly originCountry: "CN";
  readonly hasBattery: boolean;
};

type Kind = readonly [
  code: string, nameEn: string, nameZh: string, declaredEn: string, declaredZh: string, hs: string,
  weightG: number, sizeMm: string, cents: number, shape: Shape, battery?: "battery",
];

// oxfmt-ignore
// prettier-ignore
const kinds: readonly Kind[] = [
  ["CBL", "Braided USB-C Cable 2 m", "编织USB-C数据线 2米", "USB cable", "数据线", "8544421900", 62, "150x120x20", 1299, "loop"],
  ["CHG", "65 W GaN Wall Charger", "65W氮化镓充电器", "Power adapter", "电源适配器", "8504401400", 138, "90x70x40", 3499, "block"],
  ["PWB", "Power Bank 10,000 mAh", "移动电源 10000毫安", "Power bank", "移动电源", "8507600090", 228, "150x80x30", 3299, "slab", "battery"],
  ["EAR", "Wireless Earbuds with Case", "真无线蓝牙耳机", "Bluetooth earphones", "蓝牙耳机", "8518300000", 96, "110x90x45", 4599, "buds", "battery"],
  ["SPK", "Pocket Bluetooth Speaker", "迷你蓝牙音箱", "Bluetooth speaker", "蓝牙音箱", "8518210000", 310, "120x120x70", 3899, "disc", "battery"],
  ["STD", "Folding Phone Stand", "折叠手机支架", "Phone stand", "手机支架", "3926909090", 118, "130x100x25", 1499, "stand"],
  ["CAS", "Silicone Phone Case", "液态硅胶手机壳", "Phone case", "手机壳", "3926909090", 42, "170x95x18", 1199, "slab"],
  ["KBD", "Compact Mechanical Keyboard", "小型机械键盘", "Computer keyboard", "键盘", "8471607100", 780, "320x130x45", 6999, "grid"],
  ["MSE", "Silent Wireless Mouse", "静音无线鼠标", "Computer mouse", "鼠标", "8471607200", 104, "130x80x50", 1999, "drop"],
  ["HUB", "7-in-1 USB-C Hub", "七合一扩展坞", "USB hub", "集线器", "8471800000", 88, "140x60x25", 3699, "slab"],
  ["LMP", "Dimmable Desk Lamp", "可调光护眼台灯", "LED lamp", "LED台灯", "9405219000", 920, "400x180x80", 4299, "lamp"],
  ["NLT", "Motion Night Light", "人体感应小夜灯", "LED night light", "小夜灯", "9405419000", 74, "90x90x35", 1399, "disc"],
  ["LED", "LED Strip Light 5 m", "LED灯带 5米", "LED strip", "LED灯带", "9405429000", 190, "170x140x30", 1899, "loop"],
  ["CLK", "Sunrise Alarm Clock", "日出唤醒闹钟", "Alarm clock", "闹钟", "9105110000", 430, "190x190x90", 3999, "disc"],
  ["MUG", "Insulated Travel Mug 350 ml", "保温随行杯 350毫升", "Stainless steel cup", "不锈钢保温杯", "9617009000", 295, "200x85x85", 2199, "cup"],
  ["BTL", "Steel Water Bottle 750 ml", "不锈钢水杯 750毫升", "Stainless steel bottle", "不锈钢水瓶", "9617009000", 348, "270x80x80", 2499, "bottle"],
  ["LBX", "Bento Lunch Box", "分格午餐盒", "Plastic lunch box", "塑料餐盒", "3924100000", 360, "220x160x80", 2299, "box"],
  ["KNF", "Chef's Knife 20 cm", "主厨刀 20厘米", "Kitchen knife", "厨刀", "8211920000", 240, "350x70x25", 3599, "blade"],
  ["CUT", "Bamboo Cutting Board", "竹砧板", "Bamboo board", "竹制砧板", "4419110000", 640, "340x240x20", 2099, "slab"],
  ["SPC", "Spice Jar Set of 6", "调味罐六件套", "Glass jars", "玻璃罐", "7013490000", 980, "240x160x110", 2699, "grid"],
  ["DRP", "Pour-over Coffee Dripper", "手冲咖啡滤杯", "Ceramic dripper", "陶瓷滤杯", "6912001000", 325, "140x120x110", 2399, "cup"],
  ["GRN", "Hand Coffee Grinder", "手摇咖啡磨豆机", "Manual grinder", "手动磨豆机", "8210000000", 515, "210x80x80", 3299, "bottle"],
  ["APR", "Linen Kitchen Apron", "亚麻围裙", "Apron", "围裙", "6211429000", 205, "280x200x20", 1899, "shirt"],
  ["TWL", "Quick-dry Towel", "速干毛巾", "Towel", "毛巾", "6302930000", 180, "260x180x30", 1599, "slab"],
  ["CUR", "Blackout Curtain Panel", "遮光窗帘", "Curtain", "窗帘", "6303920090", 1150, "360x280x80", 3799, "curtain"],
  ["PLW", "Memory Foam Neck Pillow", "记忆棉U型枕", "Pillow", "枕头", "9404909000", 340, "280x260x110", 2799, "loop"],
  ["ORG", "Drawer Organiser Set", "抽屉收纳盒套装", "Plastic organiser", "收纳盒", "3924900000", 410, "300x200x70", 1799, "grid"],
  ["HGR", "Velvet Hangers, 20 pieces", "植绒衣架 20只", "Clothes hangers", "衣架", "3924900000", 1240, "430x240x90", 2599, "stand"],
  ["PLT", "Self-watering Plant Pot", "自动吸水花盆", "Flower pot", "花盆", "3924900000", 280, "170x170x150", 1699, "cup"],
  ["VAS", "Ceramic Bud Vase", "陶瓷小花瓶", "Ceramic vase", "陶瓷花瓶", "6913100000", 390, "180x100x100", 2199, "bottle"],
  ["YGA", "Yoga Mat 6 mm", "瑜伽垫 6毫米", "Yoga mat", "瑜伽垫", "3918909000", 1080, "620x110x110", 2999, "roll"],
  ["BND", "Resistance Bands, Set of 5", "阻力带五件套", "Exercise bands", "健身弹力带", "9506919000", 230, "230x160x40", 1499, "loop"],
  ["RPE", "Speed Jump Rope", "竞速跳绳", "Skipping rope", "跳绳", "9506919000", 165, "200x120x40", 1299, "rope"],
  ["DMB", "Neoprene Dumbbell 2 kg", "浸塑哑铃 2公斤", "Dumbbell", "哑铃", "9506911900", 2060, "210x90x90", 2499, "weights"],
  ["BAG", "Packable Day Backpack", "折叠双肩包", "Backpack", "双肩包", "4202920000", 270, "260x180x50", 2799, "bag"],
  ["TOT", "Canvas Tote Bag", "帆布托特包", "Canvas bag", "帆布包", "4202220000", 240, "300x260x20", 1699, "bag"],
  ["WLT", "Slim Card Wallet", "超薄卡包", "Wallet", "钱包", "4202320000", 58, "110x80x12", 1899, "slab"],
  ["BLT", "Woven Stretch Belt", "编织弹力腰带", "Belt", "腰带", "3926209000", 150, "130x120x50", 1799, "loop"],
  ["SCK", "Merino Hiking Socks", "美利奴徒步袜", "Socks", "袜子", "6115940000", 85, "230x120x25", 1599, "sock"],
  ["CAP", "Washed Baseball Cap", "水洗棒球帽", "Cap", "帽子", "6505009900", 92, "260x180x110", 1699, "dome"],
  ["BNE", "Knitted Beanie", "针织帽", "Knitted hat", "针织帽", "6505009900", 78, "220x200x40", 1499, "dome"],
  ["SCF", "Soft Winter Scarf", "柔软围巾", "Scarf", "围巾", "6117109000", 210, "300x200x50", 2199, "roll"],
  ["GLV", "Touchscreen Gloves", "触屏手套", "Gloves", "手套", "6116930000", 72, "230x110x25", 1399, "glove"],
  ["UMB", "Windproof Folding Umbrella", "防风折叠伞", "Umbrella", "雨伞", "6601910000", 385, "300x70x70", 2399, "dome"],
  ["PEN", "Brass Ballpoint Pen", "黄铜圆珠笔", "Ballpoint pen", "圆珠笔", "9608100000", 34, "160x40x20", 1299, "blade"],
  ["NTB", "Dotted Notebook A5", "A5点阵笔记本", "Notebook", "笔记本", "4820100000", 268, "220x150x20", 1399, "slab"],
  ["PUZ", "Wooden Puzzle 500 Pieces", "木质拼图 500片", "Wooden puzzle", "木制拼图", "9503008900", 545, "260x200x60", 2699, "grid"],
  ["BLK", "Building Blocks, 120 Pieces", "积木 120块", "Toy blocks", "积木玩具", "9503008900", 690, "300x220x80", 2999, "box"],
  ["PET", "Adjustable Dog Harness", "可调节狗胸背", "Pet harness", "宠物胸背", "4201000090", 155, "220x160x50", 2099, "loop"],
  ["BWL", "Slow-feeder Pet Bowl", "宠物慢食碗", "Pet bowl", "宠物碗", "3924900000", 265, "220x220x60", 1599, "disc"],
];

// oxfmt-ignore
// prettier-ignore
export const colours = [
  { code: "BK", en: "Black", zh: "黑色", hex: "#2b2d31" }, { code: "WH", en: "Ivory", zh: "米白", hex: "#efe8da" },
  { code: "BL", en: "Navy", zh: "藏青", hex: "#2f4b7c" },  { code: "GN", en: "Sage", zh: "豆绿", hex: "#8aa17f" },
  { code: "RD", en: "Brick", zh: "砖红", hex: "#b4513b" }, { code: "PK", en: "Blush", zh: "浅粉", hex: "#e4b7b0" },
  { code: "YL", en: "Mustard", zh: "姜黄", hex: "#d3a13b" }, { code: "GY", en: "Stone", zh: "石灰", hex: "#9a9893" },
] as const;

/** Thirteen digits, the last one the check digit of GS1. */
export function ean13(twelve: string): string {
  const sum = [...twelve].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return twelve + String((10 - (sum % 10)) % 10);
}

/** Four colours of each kind, another four for every other kind. */
const coloursOf = (kind: number) => [0, 1, 2, 3].map((i) => colours[(kind % 2 === 0 ? i : i + 4) % 8]!);

function makeSku(kind: Kind, k: number, i: number): DemoSku {
  const [code, nameEn, nameZh, declaredNameEn, declaredNameZh, hsCode, weightG, size, cents, , battery] = kind;
  const colour = coloursOf(k)[i]!;
  const [lengthMm = 100, widthMm = 100, heightMm = 50] = size.split("x").map(Number);
  const sku = `${code}-${colour.code}`;
  const spread = (derive(1, 91, k * 4 + i) % 3) * 100; // colours differ by a dollar or two
  return {
    sku, nameEn: `${nameEn}, ${colour.en}`, nameZh: `${nameZh} ${colour.zh}`, kind: code,
    barcode: ean13(`6901234${String(k * 100 + i * 7 + 11).padStart(5, "0")}`), imageUrl: `/images/${sku}.svg`,
    weightG, lengthMm, widthMm, heightMm, priceMinor: cents + spread, costMinor: Math.round(cents * 1.9),
    declaredNameEn, declaredNameZh, declaredMinor: Math.max(100, Math.round(cents * 0.3 / 10) * 10), declaredCurrency: "USD",
    hsCode, originCountry: "CN", hasBattery: battery !== undefined,
  };
}

export const demoSkus: readonly DemoSku[] = kinds.flatMap((kind, k) => [0, 1, 2, 3].map((i) => makeSku(kind, k, i)));

/** Shape and colour of a SKU's picture; null when it is none of ours. */
export function lookOf(sku: string): { readonly shape: Shape; readonly hex: string; readonly name: string } | null {
  const [code, colour] = sku.split("-");
  const kind = kinds.find((k) => k[0] === code);
  const found = colours.find((c) => c.code === colour);
  return kind && found ? { shape: kind[9], hex: found.hex, name: kind[1] } : null;
}
