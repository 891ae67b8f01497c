import type { floor as english } from "../en/floor.ts";

export const floor: typeof english = {
  columns: { parcel: "包裹", goods: "商品", country: "目的地", method: "物流方式", warehouse: "仓库", wave: "波次", tracking: "跟踪号", weight: "重量", printed: "打印", booked: "下单" },
  why: { inWave: "已在波次中", held: "包裹有卡单", notReserved: "没有占用库存", printed: "已打印过，请用补打", notPrinted: "还没有打印", noLabel: "物流商没有给面单", shipped: "已发货" },
  putBack: {
    title: "待归位", pieces: (n: string) => `${n} 件`, show: "查看", hint: "拣下来但已没有包裹需要的商品：包裹缺货、卡单或已取消。请按货位放回。", back: "已放回", all: "全部已放回", none: "商品都已放回货位。", done: (n: string) => `${n} 行已放回货位`,
  },
  waves: {
    title: "波次", make: "生成波次", makeAll: "批量生成波次", makeHint: "每个仓库生成一个波次，放入没有卡单的待拣包裹，先到时限的在前，不超过下面的包裹数。其余的留到下次生成。", warehouse: "仓库", anyWarehouse: "全部仓库", maxRefused: (most) => `请填 1 到 ${most} 的整数`, maxParcels: "每个波次的包裹数", none: "没有包裹等待波次", leftFree: (n) => `${n} 个包裹留到下一波次`, leftHeld: (n) => `${n} 个包裹卡单`, made: (n) => `已生成 ${n} 个波次`,
    open: "待拣", picked: "已拣完", cancelled: "已撤销", all: "全部", parcels: (n) => `${n} 个包裹`, units: (n) => `${n} 件`, pick: "拣货", print: "拣货单", undo: "撤销波次", undoHint: "包裹重新等待拣货。", undone: (no) => `${no} 已撤销`,
    wave: "波次", created: "生成时间", by: "生成人", pickedAt: "拣完时间", state: "状态", count: "包裹", unitCount: "件数", empty: "没有待拣的波次", emptyHint: "波次把同一仓库的包裹放进一张拣货单，按货位路线排序。可从待拣包裹生成。", openWaves: "待拣波次", allWaves: "全部波次", toLabels: "去打单", detail: "波次", back: "波次",
    bin: "货位", sku: "SKU", qty: "数量", taken: "已拣", slots: "分拣格", slot: "格", noBin: "无货位", held: "卡单", finish: "拣货完成", printWave: "打印本波次面单", progress: (taken, of) => `已拣 ${taken} / ${of}`, preview: "拣货单打印效果", steps: "拣货路线", inWave: "本波次的包裹",
  },
  pick: {
    take: "拣", of: (n, total) => `第 ${n} 步，共 ${total} 步`, bin: "货位", noBin: "无货位", one: "+1", allOf: (n) => `拣齐 ${n} 件`, short: "货不够", shortHint: (n) => `按 ${n} 件继续`, next: "下一步", previous: "上一步", scanHint: "扫商品条码或点按", binRight: "货位正确，请扫商品", wrong: (code) => `${code} 不是这件`, unknown: "不在这张拣货单上", tooMany: "数量已经够了", otherStep: (sku) => `${sku} 在别的货位`, toSlots: "放入分拣格",
    offline: (n) => `无网络，${n} 条暂存本机`, saved: "已保存", overview: "总览", summary: "货位已走完", everything: "全部拣齐", missing: "没找到", willPass: "完成，转打单", finishShort: "完成，缺货包裹移出波次", finished: (picked, short, held) => [`${picked} 个包裹已拣齐，可以打单`, ...(short === "0" ? [] : [`${short} 个缺货，已移出波次`]), ...(held === "0" ? [] : [`${held} 个卡单，已移出波次`])].join("；"), ended: "这个波次已结束", toWaves: "返回波次", resume: "继续", keys: "空格 +1 · A 拣齐 · S 缺货 · ← →", waiting: "正在发送拣货结果",
  },
  labels: {
    printPdf: "打印", printElsewhere: "此浏览器不能在这里直接打印 PDF，请在新标签页打开后打印。", print: "打印面单", reprint: "补打", toPrint: "待打印", printedView: "已打印", template: "打印模板", documents: "打印文件", documentsHint: "每个物流商一个文件，按拣货顺序排页。", pages: (n) => `${n} 页`, openPdf: "新标签页打开", preview: "预览", failed: (n) => `${n} 个没有打印`, nothingPrinted: "没有打印任何面单", times: (n) => `${n} 次`, needsPaper: (sizes) => `纸张 ${sizes} mm`, stripPaper: "每页加长 18 mm：100 × 150 mm 的面单需用 100 × 168 mm 的纸。固定长度的标签纸请勿勾选。", pickStrip: "面单带拣货条（+18 mm）", toLabel: (n, held) => `${n} 张待打印${held === "0" ? "" : `，${held} 个卡单`}`, noneToPrint: "没有包裹等待面单：已经发出，或已移出波次。", wavesToPrint: "待打印波次", done: "完成", again: "补打整个波次", reason: "补打原因",
    unconfirmed: "已生成，未确认", paper: (n) => `${n} 个打印文件待确认`, paperHint: "PDF 不等于纸。打好后请确认；没打好的退回打单，用同一个下单重新打印，不会再付运费。扫描过的包裹不再询问。", later: "稍后确认", allGood: "全部打好", someSpoiled: "有没打好的", confirmed: "已确认", spoiledTitle: "哪些没打好", spoiledHint: "勾选的包裹退回打单，其余记为已打好。", fromHere: "从这页起全选", page: (n) => `第 ${n} 页`, spoiledReason: "原因，如卡纸、碳带断了", sendBack: (n) => `${n} 个退回打单`, openPages: (n) => `${n} 张未确认`,
    result: (labels, docs) => `${docs} 个文件，${labels} 张面单`,
  },
  template: {
    title: "打印模板", intro: "物流商不给面单时由商舶绘制的地址标签，单位毫米。", paper: "纸张", withStrip: (size) => `带拣货条时：${size} 毫米`, elements: "元素", add: "添加", field: "字段", text: "文字", barcode: "条码", line: "线条", x: "左", y: "上", w: "宽", h: "高", size: "字号", bold: "加粗", content: "内容", remove: "删除", duplicate: "复制", undo: "撤销", redo: "重做", save: "保存", saved: "已保存，下次打印生效", saveNothing: "没有改动", preview: "真实打印效果，用已知最长的数据", outside: (n) => `${n} 个元素超出纸张`, tooClose: (n) => `${n} 个元素会互相挤在一起`, closeHint: "与其他元素重叠，或与旁边文字相距不足 2 mm", front: "列表靠后的在上层", select: "在标签或列表中选一个元素", drag: "拖动移位；方向键移 0.5 毫米，加 Shift 移 5 毫米", mm: "毫米", pt: "磅", version: (n) => `第 ${n} 版`, readonly: "你的角色只能查看",
    fields: {
      to_name: "收件人", to_company: "收件公司", to_address: "街道地址", to_city_line: "城市、州、邮编", to_country: "国家", to_phone: "电话", from_address: "寄件人", parcel_no: "包裹号", tracking_no: "跟踪号", order_nos: "订单号", method: "物流方式", weight: "重量", goods: "商品明细", buyer_note: "买家留言", printed_at: "打印时间",
    },
  },
  shipping: { station: "打开扫描台", shipMany: "免扫发货", shipManyHint: "用于在别处已打包称重的包裹" },
  scan: {
    title: "扫描发货", waiting: (n) => `待发 ${n}`, waitingUnknown: "待发数读取失败，重试", ready: "请扫描包裹", readyHint: "包裹号、跟踪号、分拣格或商品条码", input: "扫描或输入", slot: "分拣格", noSlot: "–", next: "请扫", complete: "已验齐", completeHint: "扫面单或 DONE 发货", shipped: "已发货", lines: "包裹明细", pieces: (done, of) => `${done} / ${of}`, note: "买家留言", weight: "重量", expected: (w) => `预计 ${w}`, weighHint: "可选：输入克数记录重量，如 350g", oddWeight: (w, expected) => `称得 ${w}，预计 ${expected}`, oddWeightHint: "请重新称重。照此发货会被卡单等主管处理，主管已放行的重量除外。", recent: "最近发出十个", scans: "最近扫描", none: "你还没有发货",
    commands: { done: "发货", undo: "撤销一件", skip: "先放一边", go: "继续" }, leave: "退出", sounds: "声音开", soundsOff: "声音关", scanner: "扫描枪", keyboard: "键盘", idle: "等待扫描", online: "已连接", offline: "网络中断，正在重试", queued: (n) => `${n} 次扫描待处理`, busy: "核对中", full: "已齐",
    stopGo: "知道了，继续", stopHow: "按 Esc 或扫这个码，其他扫描不起作用。", ignored: "扫描未处理：请先继续", put: "这个包裹先放一边",
    warnings: { buyer_note: "买家有留言", printed_again: "面单打印过多次，旧面单请作废" },
    stops: {
      barcode_unknown: "没有这个条码", not_on_parcel: "这件商品不属于这个包裹", line_full: "这个包裹里这种商品已经够了", parcel_held: "停：包裹被卡单", already_shipped: "这个包裹已经发出", wrong_stage: "这个包裹还不能发货", parcel_incomplete: "还有商品没扫", weight_differs: "停：重量不符，请主管处理", channel_silent: "停：平台没有返回这个订单，请主管处理", order_cancelled: "停：订单已取消", label_outdated: "面单上的地址已过期", last_look_failed: "无法向平台确认订单是否有效", no_label: "这个包裹没有面单", parcel_not_found: "没有这个包裹", wrong_label: "不是这个包裹的面单", weight_without_unit: "重量要带单位，如 350g",
      nothing_open: "请先扫描包裹", no_single_piece: "请先扫包裹号或面单", nothing_to_undo: "没有可撤销的扫描，已发货的不能撤销",
    },
  },
};
