using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws.CloudFormation.Evaluation;

/// <summary><c>Fn::Cidr</c>: cuts an IPv4 block into equal ones.</summary>
public static class CidrBlocks
{
    /// <param name="arguments">The block, how many, and the bits of each block's hosts (8 where absent).</param>
    public static JsonArray Split(IReadOnlyList<string> arguments)
    {
        if (!IPNetwork.TryParse(arguments[0], out var network) || network.BaseAddress.GetAddressBytes() is not { Length: 4 } bytes ||
            !int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            throw AwsException.Validation("Template error: Fn::Cidr requires an IPv4 block and a number of blocks");
        var bits = arguments.Count > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 8;
        if (bits is < 1 or > 32 || (long)count << bits > 1L << (32 - network.PrefixLength)) throw AwsException.Validation($"Template error: {arguments[0]} has no room for {count} blocks");
        var start = ((long)bytes[0] << 24) + (bytes[1] << 16) + (bytes[2] << 8) + bytes[3];
        return new JsonArray([.. Enumerable.Range(0, count).Select(index => (JsonNode)Block(start + ((long)index << bits), 32 - bits))]);
    }

    private static string Block(long address, int prefix) =>
        $"{address >> 24 & 255}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}/{prefix}";
}
