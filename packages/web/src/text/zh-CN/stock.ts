import type { stock as english } from "../en/stock.ts";

export const stock: typeof english = {
  pickSku: "按编码、名称或条码找 SKU",
  columns: { sku: "SKU", warehouse: "仓库", bin: "货位", onHand: "在库", reserved: "占用", free: "可用", short: "缺货", at: "时间", kind: "类型", cause: "原因", actor: "经办", parcel: "包裹", onHandDelta: "在库变动", reservedDelta: "占用变动", weight: "重量", barcode: "条码", name: "名称", declared: "申报品名", value: "申报价值", origin: "原产国", hs: "海关编码", oldest: "最早缺货", waiting: "等货包裹", account: "店铺", channelSku: "平台 SKU", title: "平台标题", orders: "等待订单", perListing: "每件含", suggestion: "配对为" },
  balances: {
    title: "库存", hint: "货在哪里、占用多少、缺多少", all: "全部", short: "缺货", zero: "无库存", empty: "还没有库存", emptyHint: "入库后流水和结存同时写入，等货的包裹自动继续。", warehouse: "仓库", ledger: "库存流水", recent: "最近流水", allMoves: "全部流水",
    proofGood: (moves) => `${moves} 条流水，0 差异`, proofHint: "流水、结存、占用刚刚重新合计，三者一致。", proofBad: (n) => `${n} 处差异`, proofLost: "没能核对流水、结存和占用是否一致", proofRun: "重新合计", ledgerOf: "流水", balanceOf: "结存", promised: "包裹占用", onHand: "在库", reserved: "占用",
  },
  receive: {
    verb: "入库", warehouse: "入库仓库", reference: "单据号", referenceHint: "送货单号或采购单号", scan: "扫描或输入 SKU 后回车", add: "添加", qty: "数量", bin: "货位", lines: "明细", none: "请扫第一个 SKU，重复扫描数量加一。", unknown: (code) => `没有编码为 ${code} 的 SKU`, go: (n) => `入库 ${n} 件`, done: (n) => (n === "0" ? "已入库" : `已入库，${n} 个等货包裹重新配货`), remove: "删除此行", noLines: "还没有明细", noWarehouse: "请选择仓库", keepBin: "沿用原货位",
  },
  adjust: { verb: "盘点调整", counted: "实盘数量", now: (n) => `账面 ${n}`, difference: (n) => `差异 ${n}`, reason: "原因", reasonHint: "盘点、破损、找回…", go: "写入差异", done: "已调整", same: "没有差异" },
  moves: { title: "库存流水", hint: "所有变动，最新在前，只增不改", empty: "还没有流水", kinds: { receive: "入库", adjust: "盘点调整", reserve: "占用", release: "释放", ship: "出库" }, ofSku: "只看此 SKU", causes: { receive: "入库单", adjust: "盘点", reserve: "配货", release: "释放占用", ship: "扫描发货" } },
  purchase: { title: "采购计划", hint: "缺货包裹需要的商品，按 SKU 汇总", empty: "没有缺货", emptyHint: "库存不够的包裹会自动在这里生成采购计划，并在配货中等待。", receive: "入库", parcels: (n) => `${n} 个包裹`, total: (pieces, skus) => `${skus} 个 SKU 共缺 ${pieces} 件`, needed: "需要" },
  catalogue: {
    title: "商品", hint: "库存商品，以及平台上的叫法", add: "添加 SKU", empty: "还没有 SKU", emptyHint: "SKU 是库存单位。平台 SKU 配对一次后，订单自动找到它。", save: "保存", saved: "已保存", added: (code) => `已添加 ${code}`,
    wrong: { code: "请填写 SKU", image: "要以 https:// 开头", weight: "请填整数克，不超过 1,000,000，如 250", value: (places) => `请填金额，最多 ${places} 位小数，如 12.50`, hs: "只能是数字，最多 12 位", column: "没有这个列名，可用列名见上", noColumn: "首行要有这一列", twice: (row) => `与第 ${row} 行重复`, rows: (most) => `一次最多 ${most} 行，其余请分批添加`, long: (most) => `最多 ${most} 个字符`, rounded: "被表格软件截断：请把该列设为文本格式后重新复制", currency: "请填币种代码，如 USD、CNY" },
    code: "SKU", nameEn: "英文名称", nameZh: "中文名称", barcode: "条码", weight: "重量（克）", image: "图片地址", imageHint: "https 地址", customs: "申报资料", declaredEn: "英文申报品名", declaredZh: "中文申报品名", value: "申报价值", currency: "币种", hs: "海关编码", origin: "原产国", noCustoms: "缺申报资料", stock: "库存", all: "全部 SKU", unmapped: "未配对",
    sheet: { verb: "批量添加", hint: "从表格中复制多行粘贴到这里，或打开 CSV 文件。首行是列名，顺序不限，只有 SKU 必填。", copyNames: "复制列名", file: "打开文件", pasted: "表格内容", large: "文件超过 2 MB，请拆分", ready: (n) => `${n} 个 SKU 可添加`, wrong: (n) => `${n} 个单元格需要更正，全部正确后才会添加`, row: (n) => `第 ${n} 行`, more: (n) => `另有 ${n} 处`, go: (n) => (n === "0" ? "添加" : `添加 ${n} 个 SKU`), none: "请先粘贴内容" },
    unmappedTitle: (n) => `${n} 个平台 SKU 未配对`, unmappedHold: (n) => `卡住 ${n} 个订单`, look: "去配对", map: "配对", addListed: "添加为新 SKU 并配对", mapHint: "配对一次，所有等待它的订单自动继续。", mapped: (n) => (n === "0" ? "已配对" : `已配对，${n} 个订单重新核对`), one: "每件刊登等于", pieces: "件", unmappedEmpty: "平台 SKU 全部已配对", unmappedEmptyHint: "未知的平台 SKU 会让订单停在待审核，并出现在这里。", mapMany: (n) => `${n} 个平台 SKU 将按列表所示配对，等待它们的订单随即继续，以后的订单也照此处理。请先逐行看过。`, mapManyHint: "逐行选择 SKU，或核对建议的 SKU；选好即自动勾选，勾选的行一次配对。", noSku: "没有选择 SKU", noListingSku: "平台上没有 SKU：请先在平台给刊登填写",
  },
};
