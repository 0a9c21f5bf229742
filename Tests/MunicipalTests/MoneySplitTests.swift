import Municipal
import Testing

@Suite("Splitting an amount")
struct MoneySplitTests {
    @Test("The øre that are left go to the parts that lost most, the first of equals first")
    func remainders() throws {
        #expect(try Money(ore: 100).split(by: [1, 1, 1]).map(\.ore) == [34, 33, 33])
        #expect(try Money(ore: -100).split(by: [1, 1, 1]).map(\.ore) == [-34, -33, -33])
        #expect(try Money(ore: 79_600).split(by: [2, 5]).map(\.ore) == [22_743, 56_857])
        #expect(try Money(ore: 1).split(by: [0, 1, 9]).map(\.ore) == [0, 0, 1])
        #expect(try Money(ore: .min).split(by: [1, 1]).map(\.ore) == [.min / 2, .min / 2])
    }

    @Test("There has to be something to split by")
    func refused() {
        for weights in [[], [0, 0], [1, -1], [2, -1]] {
            #expect(throws: OverflowError.self) { try Money(ore: 1).split(by: weights) }
        }
    }
}
