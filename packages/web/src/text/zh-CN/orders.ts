import type { orders as english } from "../en/orders.ts";

export const orders: typeof english = {
  columns: {
    order: "订单", parcel: "包裹", goods: "商品", buyer: "买家", country: "目的地", total: "金额", paid: "付款时间", stage: "环节", method: "物流方式", warehouse: "仓库", shipBy: "发货时限", reason: "卡单原因", tracking: "跟踪号", status: "状态", weight: "重量", orders: "订单", placed: "下单时间", nextTry: "下次处理", shipped: "发货时间", account: "店铺",
    source: "来源", externalId: "平台单号", received: "接收时间", size: "大小", state: "状态", error: "无法识别的原因", cost: "运费",
  },
  filters: { account: "店铺", country: "国家", sku: "SKU", hold: "卡单原因", warehouse: "仓库", method: "物流方式", q: "搜索", state: "状态", stage: "环节" },
  acts: {
    approve: "审核通过", release: "放行", hold: "挂起", unhold: "取消挂起", cancel: "取消", recheck: "重新核查", go_alone: "单独发货", accept_payment: "认款",
    reroute: "重新走规则", set_route: "指定物流", retry: "重试", pin: "优先配货", unpin: "取消优先", retry_notice: "重新标记发货", free_stock: "释放占用", deliver: "登记妥投", bring_back: "登记退回", lose: "登记丢件", unlabel: "面单没打好，退回打单", any_warehouse: "多仓库出货",
  },
  routeHint: "没有选的，由规则决定。",
  actHints: { approve: "解除待审核的全部卡单并进入下一环节", release: "解除当前卡单，要写原因，记入时间线", hold: "搁置并写明原因，直到有人取消挂起", snooze: "搁置到指定时间，到时自动继续" },
  snooze: "暂缓", reply: "到平台回复", editAddress: "修改地址", replay: "重新识别", importFile: "导入报文", viewRaw: "原始报文", mergeVerb: "合并", unmerge: "撤销合并", takeBack: "退回包裹", claimPayment: "认领付款", unclaimPayment: "不属于本单", reviewMode: "审单模式", mapSku: "配对 SKU",
  approveMany: (n) => `最多将审核通过 ${n} 个订单。买家留言和站内信没有逐个看过，审核通过后不能撤销。`,
  why: { firm: (name) => `“${name}”不能放行，按它的办法处理`, heldInParcel: (no) => `卡单在包裹 ${no} 上，在本页处理`, heldInParcels: "卡单在包裹上，到订单详情处理", notInShipping: "不在“扫描发货”",
    notHeld: "没有卡单", notParked: "没有挂起", notInReview: "不在待审核", notInMerge: "不在合并订单", notInPayment: "不在付款核查", closed: "已关闭", shipped: "已发货", tooLate: "已过这个环节", notHere: "不在这个环节", notBooked: "不在物流下单", cancelled: "已取消", ended: "已送达或已结束", notShipped: "还没有发货", reserved: "没有占用库存", faultOpen: "有问题需先修正",
    notRouted: "还没有路线，用“重试”", alreadyPinned: "已优先", notPinned: "没有设优先", notMerged: "只有一个订单"
  },
  emptyAll: { orders: "还没有订单。从店铺抓取的订单都会列在这里，无论走到哪个环节。", parcels: "还没有包裹。订单离开“合并订单”后生成包裹，无论走到哪个环节都会列在这里。" },
  cures: { map: "去配对", sku: "补资料", buy: "采购计划", rules: "改规则", numbers: "加单号", connect: "看账号", merge: "去合并", stock: "查库存", print: "去打单", order: "看订单" },
  releaseOne: "放行",
  eraseBuyer: {
    verb: "删除该买家信息", save: "导出该买家数据", about: "该买家在本店铺所有订单的姓名、地址、邮箱、留言、站内信、付款人、报文和面单都会永久删除；单号、商品和金额保留。尚未发出的订单先保留地址，发出后自动删除。",
    done: (erased: number, kept: readonly string[]) => `${erased === 0 ? "暂时没有可删除的订单" : `已删除 ${erased} 个订单中的买家信息`}${kept.length > 0 ? `；${kept.join("、")} 发出后自动删除` : ""}`,
  },
  inbox: {
    states: { quarantined: "隔离", received: "已接收", projected: "已识别", ignored: "已忽略" },
    noGoods: "订单里没有商品", unread: (what) => what, broken: (logId) => `系统故障，识别中断（日志 ${logId}）`, cures: { malformed: "报文已完整留存，没有丢失。内容有误就到平台改正，平台会再发一次；格式有变就升级商舶，再点“重新识别”。在此之前，这笔单据到平台处理。", broken: "报文没有丢失。点“重新识别”；再次中断就把日志号告诉管理员。" },
    where: (path) => `位置 ${path}`, expected: (what) => `无法识别：“${what}”`, noId: "无单号", importTitle: "导入报文", importHint: "粘贴平台返回的报文，走与抓单相同的流程。", importDone: (stored, projected, quarantined, ignored) => `已存 ${stored} 条：识别 ${projected}，隔离 ${quarantined}，忽略 ${ignored}`, body: "报文内容", choose: "账号", title: "报文",
    emptyOther: "没有这个状态的报文。",
  },
  merge: {
    waiting: "等同一买家的另一个订单", saving: (money) => `约省 ${money}`, noSaving: "运费差额未知", until: (at) => `${at} 后单独发`, ordersOf: (n) => `${n} 个订单`, sum: "合计", mergeSome: (n) => `合并 ${n} 个订单`, alone: "单独发货", mergeAll: (n) => `合并全部 ${n} 组`, merged: "已合并为一个包裹", undo: "撤销", undone: "已撤销合并，订单已退回", tooFew: "至少勾选两个订单", view: "合并组", viewOrders: "此环节全部订单", weight: "合重", noWeight: "重量未知",
  },
  review: {
    left: (n) => `剩 ${n} 单`, next: "下一单", previous: "上一单", exit: "退出审单模式", approve: "审核通过", snooze: "暂缓", done: "全部审完", doneWhy: "新订单会自动出现在这里。", snoozeFor: "暂缓", hours: (n) => `${n} 小时`, tomorrow: "到明天 9:00", note: "买家留言", messages: "站内信", cantApprove: "有问题需先修正", approved: (no) => `${no} 已通过`, changed: "查看期间内容有变化，再看一遍。", otherReasons: "其他原因", open: "订单详情", seen: "只通过你看到的内容", cancel: "取消订单", noReply: "到平台回复，下次同步后这里会更新",
    edit: "修改地址",
  },
  page: {
    order: (no) => `订单 ${no}`, parcel: (no) => `包裹 ${no}`, lines: "商品", payment: "付款", address: "收件地址", messages: "站内信", parcels: "包裹", timeline: "时间线", holds: "卡单原因", pastHolds: (n) => `${n} 条已解除`, raw: "原始报文", customs: "申报", journey: "流程", actions: "操作",
    items: "商品", shipping: "运费", tax: "税", discount: "折扣", other: "其他", total: "订单金额", paid: "实付", difference: "差额", equal: "相符", tolerance: (money) => `容差 ${money}`, noPayment: "还没有找到付款", provenBy: { channel: "以平台状态为准", own_records: "以收款记录为准" }, declared: "平台显示", matchedBy: "匹配方式", fee: "手续费", payer: "付款人", gross: "总额", thisOrder: "本单", givenToNone: "未分配", transactionId: "其他付款的交易号", unclaimHint: "本单的份额退回付款，可分给其他订单；本单重新核查。", beforeOrder: (span) => `早于下单 ${span}`, afterOrder: (span) => `晚于下单 ${span}`, fitsToo: "同样符合的订单：",
    matched: { related: "所属付款", reference: "交易号", invoice: "发票号", payer: "付款人与金额", person: "人工", channel: "平台" },
    paymentStates: { completed: "已到账", pending: "处理中", denied: "被拒绝", reversed: "被撤回", part_refunded: "部分退款" },
    paidFrom: "付款地址", paymentWarnings: { address_unverified: "地址未验证", unprotected: "无卖家保障" },
    paymentKinds: { payment: "付款", refund: "退款", reversal: "撤回", fee: "手续费", hold: "冻结", release: "解冻", conversion: "货币兑换" },
    userName: "买家账号", email: "邮箱", phone: "电话", noMessages: "没有与买家的站内信", noParcels: "订单离开“合并订单”后生成包裹", noParcelsEver: "订单已关闭，没有我们的包裹", buyerSays: "买家", sellerSays: "我方", channelSays: "平台", requested: "客选物流", channelStatus: "平台状态", placed: "下单", paidAt: "付款", note: "留言",
    packed: (weight) => `称重 ${weight}`, booked: "已下单", notBooked: "未下单", reserved: "已占用库存", notReserved: "未占用库存", pinned: "优先配货", label: "面单", noLabel: "还没有面单", labelNone: "没有面单", labelErased: "面单已随买家信息删除", labelMasked: "面单上有完整的买家信息", openLabel: "打开面单", attempts: "物流下单记录", notices: "标记发货", trackingTitle: "物流轨迹", noTracking: "还没有物流轨迹", tries: (n) => `${n} 次`, booksBefore: "先下单后配货", booksAfter: "先配货后下单", wave: "波次", printed: (n) => (n === 0 ? "未打印" : n === 1 ? "已打印" : `已打印 ${n} 次`), cost: "运费", service: "服务", route: "路线", why: "为什么走这条路线",
    attemptStates: { sent: "已发送", unknown: "结果未知", booked: "成功", handed_over: "已交运", refused: "被拒", absent: "未发生", cancelling: "作废中", cancelled: "已作废", cancel_failed: "作废失败" },
    noticeStates: { pending: "待发送", sending: "发送中", unknown: "结果未知", confirmed: "已接受", rejected: "被拒", unsupported: "需手工" },
    byHand: "需人工登记", byHandWhy: "没有物流账号回传轨迹。请勾选后登记妥投、退回或丢件。", trackingStates: { not_found: "暂无轨迹", info_received: "已制单", in_transit: "运输中", available_for_pickup: "待自提", out_for_delivery: "派送中", delivered: "已妥投", delivery_failure: "投递失败", exception: "异常", expired: "超期" },
    addressKept: "地址已修改", addressLeft: "包裹已按此地址发出，不能再修改。", lookAgain: "再看一遍", payloadOf: (at) => `接收于 ${at}`, unmapped: "未配对", elsewhere: (n) => `系统外已发 ${n} 件`, openOf: "待发 / 下单", stages: { done: "已过", here: "当前", next: "未到" },
    fields: { name: "收件人", company: "公司", line1: "街道地址", line2: "地址第二行", city: "城市", state: "州/省", postcode: "邮编", country: "国家", phone: "电话" },
  },
  timeline: {
    by: { room: "系统", person: "人工", system: "系统", channel: "平台", carrier: "物流商", buyer: "买家", paypal: "PayPal" },
    kinds: { unmasked: "查看了买家信息", buyer_erased: "删除买家信息", buyer_exported: "导出买家数据", moved: "流转", holds: "卡单", changed: "平台变更", wave: "波次", stored: "报文留存", payment: "付款", message: "站内信", tracking: "物流轨迹", address: "修改地址", label_confirmed: "面单已打好", printed: "打印面单", notice: "标记发货", void: "面单作废", attempt: "物流下单", merged: "合并", unmerged: "撤销合并", pinned: "优先配货", unpinned: "取消优先", payment_accepted: "认款", payment_matched: "已认领付款", payment_unmatched: "已取消认领付款", order_left: "订单移出包裹", left_parcel: "移出包裹", route_chosen: "指定发货方式" },
    opened: (name) => `卡单：${name}`, closed: (name) => `解除：${name}`, born: "抓单", made: "生成包裹",
    what: { lines: "商品", total: "金额", address: "地址", note: "留言", payment: "付款", state: "状态" },
    open: (change) => `待发数量 ${change}`,
    notCounted: "关联记录，不计入",
    toRoom: (name) => `到${name}`, details: "详情", explain: "依据", fewer: "收起", all: "全部", empty: "还没有记录", showAll: (n) => `显示全部 ${n} 条`,
  },
  explain: {
    warehouse: "仓库", method: "物流方式", version: (n) => `规则版本 ${n}`, setBy: { member: "人工指定", nobody: "无", stock: "有货的仓库优先", person: "人工指定", rule: "规则决定", default: "默认", import: "导入指定" }, none: "没有合适的", facts: "当时的信息", tried: "按顺序比对的规则",
    is: { won: "命中", off: "已停用", condition_failed: "不符合", target_unusable: "符合，但不能承运", came_later: "也符合，排在后面" },
    factNames: { channel: "平台", site: "站点", account: "店铺", country: "国家", postcode: "邮编", currency: "币种", amountMinor: "金额", weightG: "重量", qty: "件数", skus: "SKU", requestedService: "客选物流" },
  },
  raw: { title: "原始报文", search: "在报文中搜索", hits: (n) => `${n} 处`, copy: "复制全部", none: "没有留存报文", notJson: "不是 JSON，按原样显示", tooLong: (shown, all) => `显示前 ${shown} 行，共 ${all} 行` },
  masked: { erased: "已清除", why: "买家信息已脱敏，你的角色用不到姓名和地址", onRecord: "买家信息已脱敏，谁在何时查看会留下记录", show: "查看买家信息", shown: "已显示，并已记入时间线", hide: "隐藏" },
  tracking: { notice: "标记发货" },
};
