using Kayron.Core.Aws;
using Kayron.Tests.Support;

namespace Kayron.Tests.Aws;

/// <summary>A test against moto. Names of stacks, buckets and clusters are the test's own, because all share one moto.</summary>
public abstract class MotoTest(MotoServer moto) : IAsyncLifetime
{
    private AwsUnderTest? _aws;
    private RawAws? _seed;

    private protected AwsUnderTest Aws => _aws!;
    private protected AwsAdapters Adapters => _aws!.Adapters;
    private protected RawAws Seed => _seed!;
    private protected Uri Endpoint { get; private set; } = null!;
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Endpoint = await moto.EndpointOrSkipAsync();
        (_aws, _seed) = (new AwsUnderTest(Endpoint), new RawAws(Endpoint));
    }

    public ValueTask DisposeAsync()
    {
        _aws?.Dispose();
        _seed?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
